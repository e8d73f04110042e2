import type { RawMessage } from '../../src/domain/raw-message.ts';
import { formatSourceRef, parseSourceRef } from '../../src/domain/source-ref.ts';
import { shuffle } from './shuffle.ts';

export interface Renumbered {
  messages: RawMessage[];
  /** The id that a message had, by the one that it has now. */
  formerId: Map<string, string>;
}

/**
 * Messages that changed places with one another, id and date together, as if people had written the same in another order. Answers stay
 * behind what they answer, because an answer to a later message is none.
 */
export function renumberMessages(messages: readonly RawMessage[], random: () => number): Renumbered {
  const ascending = [...messages].sort((left, right) => idOf(left) - idOf(right));
  const threads = groupByRoot(ascending);
  const places = shuffle(
    ascending.map(({ source_ref, date }) => ({ id: parseSourceRef(source_ref).messageId, date })),
    random,
  );
  const placeOf = new Map<string, { id: number; date: string }>();
  for (const thread of threads) {
    const own = places.splice(0, thread.length).sort((left, right) => left.id - right.id);
    for (const [index, place] of own.entries()) {
      placeOf.set(thread[index] ?? '', place);
    }
  }
  return {
    messages: ascending.map((message) => move(message, placeOf)),
    formerId: new Map([...placeOf].map(([former, { id }]) => [String(id), former])),
  };
}

function move(message: RawMessage, placeOf: ReadonlyMap<string, { id: number; date: string }>): RawMessage {
  const { id = Number(message.id), date = message.date } = placeOf.get(message.id) ?? {};
  const { channelId, space } = parseSourceRef(message.source_ref);
  const { parent_message_id: parent } = message;
  return {
    ...message,
    id: String(id),
    source_ref: formatSourceRef({ channelId, space, messageId: id }),
    date,
    ...(parent === undefined ? {} : { parent_message_id: String(placeOf.get(parent)?.id ?? parent) }),
  };
}

/** Ids, ascending, of the messages that hang together by answers. */
function groupByRoot(ascending: readonly RawMessage[]): string[][] {
  const rootOf = new Map<string, string>();
  const threads = new Map<string, string[]>();
  for (const { id, parent_message_id: parent } of ascending) {
    const root = (parent === undefined ? undefined : rootOf.get(parent)) ?? id;
    rootOf.set(id, root);
    threads.set(root, [...(threads.get(root) ?? []), id]);
  }
  return [...threads.values()];
}

function idOf({ source_ref }: RawMessage): number {
  return parseSourceRef(source_ref).messageId;
}
