import { type Instant, instantFromDate, instantPattern } from './instant.ts';
import { TgParserError } from './tg-parser-error.ts';

const dayInMs = 86_400_000;
const mostDays = 36_500;

/**
 * When a key ends, from what a person or a program says.
 *
 * @param text a number of days from now, a day (UTC, included), or a moment; `none` for never
 * @throws TgParserError `usage_invalid` for anything else, and for what lies in the past
 */
export function parseKeyExpiry(text: string, now: Date): Instant | null {
  if (text === 'none') {
    return null;
  }
  const expiresAt = toInstant(text, now);
  if (expiresAt === null) {
    throw new TgParserError('usage_invalid', `A key cannot expire at "${text}"`, {
      hint: `Give a number of days from 1 to ${mostDays}, a day like 2027-01-31, or none.`,
    });
  }
  if (expiresAt <= instantFromDate(now)) {
    throw new TgParserError('usage_invalid', `A key that expires at ${expiresAt} would not work: that is over`);
  }
  return expiresAt;
}

function toInstant(text: string, now: Date): Instant | null {
  if (/^\d{1,5}$/.test(text)) {
    const days = Number(text);
    return days >= 1 && days <= mostDays ? instantFromDate(new Date(now.getTime() + days * dayInMs)) : null;
  }
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T23:59:59Z` : text;
  const time = new Date(moment);
  // `Date` takes the 31st of February for a day in March.
  return instantPattern.test(moment) && !Number.isNaN(time.getTime()) && instantFromDate(time) === moment ? moment : null;
}
