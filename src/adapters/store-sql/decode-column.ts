import { type Instant, instantFromDate } from '../../domain/instant.ts';
import { TgParserError } from '../../domain/tg-parser-error.ts';

/** SQLite has no booleans: it gives 0 and 1. */
export function decodeBoolean(value: boolean | number): boolean {
  return value === true || value === 1;
}

/** SQLite gives the text that was stored, PostgreSQL a date. */
export function decodeInstant(value: Instant | Date): Instant {
  return typeof value === 'string' ? value : instantFromDate(value);
}

export function decodeNullableInstant(value: Instant | Date | null): Instant | null {
  return value === null ? null : decodeInstant(value);
}

/**
 * SQLite gives JSON as text, PostgreSQL may have parsed it. What was stored had the shape already, so it is not checked again.
 *
 * @throws TgParserError `storage_corrupt` when a stored text is no JSON
 */
export function decodeJson<Value>(value: unknown): Value {
  if (typeof value !== 'string') {
    return value as Value;
  }
  try {
    return JSON.parse(value) as Value;
  } catch (cause) {
    throw new TgParserError('storage_corrupt', 'A stored record is not valid JSON', {
      hint: 'The database was damaged or changed by another program. Restore it from a backup.',
      cause,
    });
  }
}

export function decodeNullableJson<Value>(value: unknown): Value | null {
  return value === null ? null : decodeJson(value);
}
