import type { MessageEntity } from '../../../domain/raw-message.ts';
import { wellFormed } from '../well-formed.ts';
import { type HtmlElement, hasClass } from './html-node.ts';

const kindOfTag: Record<string, string> = {
  strong: 'bold',
  b: 'bold',
  em: 'italic',
  i: 'italic',
  u: 'underline',
  s: 'strikethrough',
  del: 'strikethrough',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
};

/** Functions that Desktop's page calls for a click on a word of the text. */
const kindOfClick: readonly (readonly [string, string])[] = [
  ['ShowHashtag', 'hashtag'],
  ['ShowCashtag', 'cashtag'],
  ['ShowBotCommand', 'bot_command'],
  ['ShowMentionName', 'text_mention'],
  ['ShowSpoiler', 'spoiler'],
];

/**
 * Text and entities of a `text` element. Desktop puts the text between line breaks of its own and indents the closing tag:
 * that padding is no part of the text, line breaks are `<br>`.
 */
export function readHtmlText(element: HtmlElement): { text: string; entities: MessageEntity[] } {
  let text = '';
  const entities: MessageEntity[] = [];
  visit(element);
  const start = text.length - text.trimStart().length;
  const trimmed = text.trim();
  return {
    text: trimmed,
    entities: entities
      .map((entity) => clip(entity, start, trimmed.length))
      .filter(({ length }) => length > 0)
      .sort((left, right) => left.offset - right.offset || right.length - left.length),
  };

  function visit({ children }: HtmlElement): void {
    for (const child of children) {
      if (typeof child === 'string') {
        // Raw line breaks of the page are white space between pieces, never part of what was written.
        text += wellFormed(child.replace(/[\r\n]+/g, ''));
      } else if (child.name === 'br') {
        text += '\n';
      } else {
        const offset = text.length;
        visit(child);
        const entity = entityOf(child, text.slice(offset));
        if (entity) {
          entities.push({ ...entity, offset, length: text.length - offset });
        }
      }
    }
  }
}

function clip(entity: MessageEntity, start: number, length: number): MessageEntity {
  const offset = Math.max(0, entity.offset - start);
  const end = Math.min(length, entity.offset + entity.length - start);
  return { ...entity, offset, length: Math.max(0, end - offset) };
}

function entityOf(element: HtmlElement, text: string): Pick<MessageEntity, 'kind' | 'url'> | null {
  if (element.name === 'a') {
    return linkEntity(element, text);
  }
  if (element.name === 'span' && hasClass(element, 'spoiler')) {
    return { kind: 'spoiler' };
  }
  const kind = kindOfTag[element.name];
  return kind === undefined ? null : { kind };
}

function linkEntity({ attributes }: HtmlElement, text: string): Pick<MessageEntity, 'kind' | 'url'> | null {
  const { href = '', onclick = '' } = attributes;
  const click = kindOfClick.find(([name]) => onclick.includes(name));
  if (click) {
    return { kind: click[1] };
  }
  const address = wellFormed(href.trim());
  if (address.startsWith('mailto:')) {
    return { kind: 'email' };
  }
  if (address.startsWith('tel:')) {
    return { kind: 'phone_number' };
  }
  if (text.startsWith('@') && /^https?:\/\/t\.me\//.test(address)) {
    return { kind: 'mention' };
  }
  if (address === '' || address === '#') {
    return null;
  }
  return isSameAddress(address, text) ? { kind: 'url' } : { kind: 'text_link', url: address };
}

function isSameAddress(address: string, text: string): boolean {
  const plain = (value: string) =>
    value
      .trim()
      .replace(/^https?:\/\//, '')
      .replace(/\/$/, '');
  return plain(address) === plain(text);
}
