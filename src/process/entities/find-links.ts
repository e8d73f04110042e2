import type { MessageEntity } from '../../domain/raw-message.ts';
import { cleanLink } from '../clean-link.ts';
import { trimLink } from '../trim-link.ts';

const address = /https?:\/\/[^\s<>"]+/g;
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
      links.add(trimLink(found));
    }
  }
  for (const { kind, url, offset, length } of entities) {
    if (kind === 'url') {
      const written = raw.slice(offset, offset + length).trim();
      links.add(cleanLink(trimLink(/^[a-z][a-z0-9+.-]*:/i.test(written) ? written : `https://${written}`)));
    } else if (url !== undefined && openable.test(url)) {
      links.add(cleanLink(url));
    }
  }
  return [...links].filter((link) => link.length > 'https://'.length);
}
