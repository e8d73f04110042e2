import type { MessageEntity, RawMessage } from '../domain/raw-message.ts';
import type { MessageUnit } from './message-unit.ts';

export interface UnitText {
  /** Captions in order, and the questions and options of polls; not cleaned. */
  text: string;
  /** With offsets into `text`. */
  entities: MessageEntity[];
  /** Addresses that the source names beside the text and its entities. */
  links: string[];
}

/** All that a message or an album says in words. */
export function readUnitText(unit: MessageUnit): UnitText {
  const parts: string[] = [];
  const entities: MessageEntity[] = [];
  const links: string[] = [];
  let length = 0;
  const add = (part: string) => {
    parts.push(part);
    length += part.length + separator.length;
  };
  for (const { message } of unit.members) {
    links.push(...(message.links ?? []));
    if (message.text.trim() !== '') {
      const start = length;
      entities.push(...(message.entities ?? []).map((entity) => ({ ...entity, offset: entity.offset + start })));
      add(message.text);
    }
    const poll = pollText(message);
    if (poll !== '') {
      add(poll);
    }
  }
  return { text: parts.join(separator), entities, links };
}

const separator = '\n\n';

/** Question and options of a poll, one a line. */
function pollText({ media }: RawMessage): string {
  if (media?.kind !== 'poll') {
    return '';
  }
  const { question, options } = media as { question?: unknown; options?: unknown };
  const lines = [question, ...(Array.isArray(options) ? options : [])];
  return lines.filter((line): line is string => typeof line === 'string' && line.trim() !== '').join('\n');
}
