import { type Instant, instantFromUnixSeconds } from '../domain/instant.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';

/** Message time, both ends included. */
export interface ExportPeriod {
  from: Instant | null;
  to: Instant | null;
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const instantWithZonePattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads the two dates of an export: days (`2026-01-31`, UTC, whole) or moments with a zone (`2026-01-31T12:00:00+03:00`).
 *
 * @throws TgParserError `usage_invalid`
 */
export function parsePeriod({
  fromDate,
  toDate,
}: {
  fromDate?: string | undefined;
  toDate?: string | undefined;
}): ExportPeriod {
  const from = fromDate === undefined ? null : parseDate('--from-date', fromDate, '00:00:00');
  const to = toDate === undefined ? null : parseDate('--to-date', toDate, '23:59:59');
  if (from !== null && to !== null && from > to) {
    throw new TgParserError('usage_invalid', `--from-date ${fromDate} is after --to-date ${toDate}`, {
      hint: 'Both days are included: one day is exported by naming it twice.',
    });
  }
  return { from, to };
}

function parseDate(option: string, text: string, timeOfDay: string): Instant {
  const isDay = dayPattern.test(text);
  const milliseconds =
    isDay || instantWithZonePattern.test(text) ? Date.parse(isDay ? `${text}T${timeOfDay}Z` : text) : Number.NaN;
  const instant = instantFromUnixSeconds(Math.floor(milliseconds / 1000));
  // JavaScript reads 30 February as 2 March.
  const isReal = instant !== null && (!isDay || instant.startsWith(text));
  if (!isReal) {
    throw new TgParserError('usage_invalid', `${option} ${JSON.stringify(text)} is no date`, {
      hint: 'Write a day as 2026-01-31 (UTC) or a moment with its zone as 2026-01-31T12:00:00+03:00.',
    });
  }
  return instant;
}
