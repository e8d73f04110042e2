import { type Instant, instantFromUnixSeconds } from '../../domain/instant.ts';

/** @param shown as in `<time datetime>`: `2026-01-19T15:40:00+00:00`. Null when it is no time or names no zone */
export function readTime(shown: string | undefined): Instant | null {
  return shown !== undefined && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})$/.test(shown)
    ? instantFromUnixSeconds(Date.parse(shown) / 1_000)
    : null;
}
