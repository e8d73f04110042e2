import { createHash } from 'node:crypto';

/** The same id for the same parts, whoever asks: a UUID of version 8, whose bits are the maker's own (RFC 9562, 5.8). */
export function derivedUuid(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
