import type { AnswerFaultKind } from './fault.ts';
import { findItems, type Item } from './find-items.ts';
import { readJson } from './read-json.ts';

/**
 * A text as a model gets it wrong. Items are told by `id`. `truncated`, `refusal` and `empty` are not of the text alone: it stays.
 *
 * @throws Error when the fault finds nothing to spoil: a test must not take a sound answer for a spoilt one
 */
export function damageAnswer(text: string, kind: AnswerFaultKind): string {
  switch (kind) {
    case 'fenced':
      return `\`\`\`json\n${text}\n\`\`\``;
    case 'wrapped':
      return `Sure! Here is the JSON that you asked for:\n\n${text}\n\nLet me know if you need anything else.`;
    case 'malformed':
      return malformed(text);
    case 'missing_ids':
      return withItems(text, (items) => items.filter((_, index) => index % 3 !== 0));
    case 'extra_ids':
      return withItems(text, (items) => [
        ...items,
        ...items.slice(0, 1).map((item) => ({ ...item, id: `invented-${item.id}` })),
      ]);
    case 'repeated_ids':
      return withItems(text, (items) => [...items, ...items.slice(0, 1)]);
    default:
      return text;
  }
}

/** Without the colon of its first property, as small models write. */
function malformed(text: string): string {
  const colon = text.indexOf('":');
  if (colon < 0) {
    throw new Error('Nothing to spoil: the answer has no property.');
  }
  return `${text.slice(0, colon + 1)}${text.slice(colon + 2)}`;
}

function withItems(text: string, change: (items: Item[]) => Item[]): string {
  const value = readJson(text);
  const items = findItems(value);
  if (items === null) {
    throw new Error('Nothing to spoil: the answer has no array of objects with an id.');
  }
  items.splice(0, items.length, ...change([...items]));
  return JSON.stringify(value);
}
