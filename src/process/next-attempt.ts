import type { ErrorCode } from '../domain/error-code.ts';
import { type Instant, instantFromDate } from '../domain/instant.ts';

/** What passes by itself. Everything else would fail again, until somebody changes something. */
const passing: ReadonlySet<string> = new Set<ErrorCode>([
  'model_overloaded',
  'model_timeout',
  'model_unreachable',
  'model_rate_limited',
]);

const quarterOfAnHour = 15 * 60_000;
const day = 24 * 60 * 60_000;

/**
 * When a message that failed may be tried again by itself: a quarter of an hour after its first attempt, twice as long after each
 * further one, at most a day.
 *
 * @param attempts in all, the last one included
 * @returns null when it waits until somebody asks for it
 */
export function nextAttemptAt(failureClass: string, attempts: number, now: Date): Instant | null {
  if (!passing.has(failureClass)) {
    return null;
  }
  return instantFromDate(new Date(now.getTime() + Math.min(quarterOfAnHour * 2 ** (attempts - 1), day)));
}
