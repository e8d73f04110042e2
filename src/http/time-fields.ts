import { z } from 'zod';

/** First and last year: nothing of Telegram is older, and a day after the last one would be written in another form. */
const years = { first: 1970, last: 9998 };

/** A day that there is, like `2026-01-31`. */
export const dayField = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'is no day like 2026-01-31' })
  .refine((text) => isThere(`${text}T00:00:00Z`), { error: 'is no day' });

/** A moment that there is, like `2026-01-31T12:00:00Z`. */
export const instantField = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/, { error: 'is no moment like 2026-01-31T12:00:00Z' })
  .refine(isThere, { error: 'is no moment' });

function isThere(instant: string): boolean {
  const time = new Date(instant);
  const year = time.getUTCFullYear();
  return year >= years.first && year <= years.last && time.toISOString().startsWith(instant.slice(0, -1));
}
