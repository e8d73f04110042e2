import type { MessageEntity } from '../../domain/raw-message.ts';

const bareAddress = /https?:\/\/[\p{L}\p{N}[][^\s<>"]*/giu;
/** What follows an address in a sentence and is no part of it. */
const trailing = new Set('.,;:!?)]}»”’\'"*_');
const brackets = new Set(')]}');

interface PlacedLink {
  offset: number;
  link: string;
}

/**
 * Every web address of a message in order, without repeats: of its entities, and those of its text that the source has not
 * marked. Addresses without a scheme get `https://`.
 *
 * @param entities with offsets into `text`
 */
export function collectLinks(text: string, entities: readonly MessageEntity[]): string[] {
  const marked: PlacedLink[] = [];
  for (const { kind, url, offset, length } of entities) {
    const link = url ?? (kind === 'url' ? text.slice(offset, offset + length) : undefined);
    const address = link === undefined ? null : webAddress(link);
    if (address !== null) {
      marked.push({ offset, link: address });
    }
  }
  const bare = text.includes('://') ? findBare(text, entities) : [];
  if (bare.length === 0 && marked.length < 2) {
    return marked.map(({ link }) => link);
  }
  const inOrder = [...marked, ...bare].sort((left, right) => left.offset - right.offset);
  return [...new Set(inOrder.map(({ link }) => link))];
}

/** @returns null for what is no web address: `mailto:`, `tg:`, an empty one */
function webAddress(link: string): string | null {
  const trimmed = link.trim();
  if (/^https?:\/\/./i.test(trimmed)) {
    return trimmed;
  }
  return trimmed === '' || /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(trimmed) || !trimmed.includes('.') ? null : `https://${trimmed}`;
}

function findBare(text: string, entities: readonly MessageEntity[]): PlacedLink[] {
  const links = entities.filter(({ kind }) => kind === 'url' || kind === 'text_link');
  const found: PlacedLink[] = [];
  let next = 0;
  for (const match of text.matchAll(bareAddress)) {
    while (links[next] && (links[next]?.offset ?? 0) + (links[next]?.length ?? 0) <= match.index) {
      next += 1;
    }
    if ((links[next]?.offset ?? Number.POSITIVE_INFINITY) >= match.index + match[0].length) {
      found.push({ offset: match.index, link: withoutTrailing(match[0]) });
    }
  }
  return found;
}

/** Cuts punctuation from the end, but not a closing bracket behind an opening one. */
function withoutTrailing(address: string): string {
  const isBracketed = /[([{]/.test(address);
  let end = address.length;
  while (end > 0 && trailing.has(address[end - 1] ?? '') && !(isBracketed && brackets.has(address[end - 1] ?? ''))) {
    end -= 1;
  }
  return address.slice(0, end);
}
