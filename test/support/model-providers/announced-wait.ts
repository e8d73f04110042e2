import type { FailureKind } from './fault.ts';

/** A wait as it can be said: seconds and dates are whole, and never shorter than the wait. */
export function announcedWaitMs(kind: FailureKind, retryAfterMs: number, now: Date): number {
  const wholeSeconds = (ms: number) => Math.ceil(ms / 1_000) * 1_000;
  switch (kind) {
    case 'rate_limited_milliseconds':
      return retryAfterMs;
    case 'rate_limited_date':
      return wholeSeconds(now.getTime() + retryAfterMs) - now.getTime();
    default:
      return wholeSeconds(retryAfterMs);
  }
}
