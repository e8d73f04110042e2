import type { RawMessage } from '../domain/raw-message.ts';
import { sha256 } from '../lib/sha256.ts';

/**
 * Fingerprint of what a reader of the message sees: text, link targets, date and media. Reactions, views and the edit
 * mark are left out: they change without the message changing.
 */
export function contentDigest(message: RawMessage): string {
  const { text, links, date, media } = message;
  // Put together by hand: JSON would escape every text again, which costs as much as the hash itself.
  const attached = media ? `${media.kind}\0${media.size ?? ''}\0${media.file_name ?? ''}` : '';
  return sha256(`${date}\0${attached}\0${links?.join('\0') ?? ''}\0\0${text}`);
}
