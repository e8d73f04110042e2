import type { MessageEntity } from '../../domain/raw-message.ts';
import { cleanLink } from '../clean-link.ts';

const address = /https?:\/\/[^\s<>"]+/g;
/** What follows an address in a sentence and is no part of it. */
const trailing = /[.,;:!?»”'"…]+$/;
const openable = /^(https?|tg|ton):/i;

/**
 * Web addresses of a text in order, without repeats and tracking parameters: written out, hidden behind words, or marked
 * by the source.
 *
 * @param text clean
 * @param entities with offsets into `raw`
 */
export function findLinks(text: string, { raw, entities }: { raw: string; entities: readonly MessageEntity[] }): string[] {
  const links = new Set<string>();
  if (text.includes('://')) {
    for (const [found] of text.matchAll(address)) {
      links.add(trim(found));
    }
  }
  for (const { kind, url, offset, length } of entities) {
    if (kind === 'url') {
      const written = raw.slice(offset, offset + length).trim();
      links.add(cleanLink(trim(/^[a-z][a-z0-9+.-]*:/i.test(written) ? written : `https://${written}`)));
    } else if (url !== undefined && openable.test(url)) {
      links.add(cleanLink(url));
    }
  }
  return [...links].filter((link) => link.length > 'https://'.length);
}

/** A closing bracket belongs to the address when it opens one too, as addresses of encyclopedias do. */
function trim(link: string): string {
  const bare = link.replace(trailing, '');
  const last = bare.at(-1);
  if ((last === ')' && !bare.includes('(')) || (last === ']' && !bare.includes('[')) || last === '}') {
    return bare.slice(0, -1).replace(trailing, '');
  }
  return bare;
}
