import type { MessageMedia, RawMessage } from '../domain/raw-message.ts';

/**
 * What differs between two sightings of one message, as far as both show it: an export without file sizes says nothing
 * about a changed file.
 *
 * @returns any of `text`, `date`, `media`; empty when nothing that counts differs
 */
export function changedFields(stored: RawMessage, seen: RawMessage): string[] {
  const fields: string[] = [];
  if (stored.text !== seen.text || !sameList(stored.links ?? [], seen.links ?? [])) {
    fields.push('text');
  }
  if (stored.date !== seen.date) {
    fields.push('date');
  }
  if (!sameMedia(stored.media, seen.media)) {
    fields.push('media');
  }
  return fields;
}

function sameMedia(stored: MessageMedia | undefined, seen: MessageMedia | undefined): boolean {
  if (!stored || !seen) {
    return stored === seen;
  }
  return stored.kind === seen.kind && agree(stored.size, seen.size) && agree(stored.file_name, seen.file_name);
}

function agree<Value>(left: Value | undefined, right: Value | undefined): boolean {
  return left === undefined || right === undefined || left === right;
}

function sameList(left: string[], right: string[]): boolean {
  return left.length === right.length && left.every((item, index) => item === right[index]);
}
