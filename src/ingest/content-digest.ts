import type { RawMessage } from '../domain/raw-message.ts';
import { sha256 } from '../lib/sha256.ts';

/**
 * Fingerprint of what a reader of the message sees: text, link targets, date and media. Reactions, views and the edit
 * mark are left out: they change without the message changing.
 */
export function contentDigest(message: RawMessage): string {
  const { text, links, date, media } = message;
  return sha256(JSON.stringify([text, links ?? [], date, media?.kind, media?.size, media?.file_name]));
}
