import type { MessageEntity } from '../../domain/raw-message.ts';

const bareAddress = /https?:\/\/[^\s<>"]+/g;
/** What follows an address in a sentence and is no part of it. */
const trailing = /[.,;:!?)\]}»”'"]+$/;

/**
 * Every web address of a message in order, without repeats: of its entities, and of its text where the source has marked
 * none.
 *
 * @param entities with offsets into `text`
 */
export function collectLinks(text: string, entities: readonly MessageEntity[]): string[] {
  const links = new Set<string>();
  let isMarked = false;
  for (const { kind, url, offset, length } of entities) {
    if (kind === 'url') {
      isMarked = true;
      links.add(withScheme(text.slice(offset, offset + length).trim()));
    } else if (url !== undefined && /^(https?|tg|ton|mailto):/i.test(url)) {
      links.add(url);
    }
  }
  if (!isMarked && text.includes('://')) {
    for (const [address] of text.matchAll(bareAddress)) {
      links.add(address.replace(trailing, ''));
    }
  }
  return [...links].filter((link) => link !== '' && link !== 'https://');
}

function withScheme(address: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
}
