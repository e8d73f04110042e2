import { findItems, type Item } from './find-items.ts';
import { readJson } from './read-json.ts';

const mostAttempts = 200;

/** The items with an `id` of the first JSON in a text that has any, whatever stands around it; null for none. */
export function findDataItems(text: string): Item[] | null {
  let attempts = 0;
  for (let start = 0; start < text.length && attempts < mostAttempts; start += 1) {
    if (text[start] !== '{' && text[start] !== '[') {
      continue;
    }
    attempts += 1;
    const end = endOfJson(text, start);
    const value = end === null ? undefined : readJson(text.slice(start, end));
    if (value === undefined || end === null) {
      continue;
    }
    const items = findItems(value);
    if (items !== null) {
      return items;
    }
    start = end - 1;
  }
  return null;
}

/** Behind the bracket that closes the one at `start`; null when none does. */
function endOfJson(text: string, start: number): number | null {
  let depth = 0;
  let isInString = false;
  for (let index = start; index < text.length; index += 1) {
    const character = text[index];
    if (isInString) {
      if (character === '\\') {
        index += 1;
      } else if (character === '"') {
        isInString = false;
      }
    } else if (character === '"') {
      isInString = true;
    } else if (character === '{' || character === '[') {
      depth += 1;
    } else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth === 0) {
        return index + 1;
      }
    }
  }
  return null;
}
