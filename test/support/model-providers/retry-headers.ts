import { announcedWaitMs } from './announced-wait.ts';
import type { FailureKind } from './fault.ts';

/** How long to wait, in the form that the kind of failure names; nothing for failures that do not say. */
export function retryHeaders(kind: FailureKind, retryAfterMs: number | null, now: Date): Record<string, string> {
  if (retryAfterMs === null) {
    return {};
  }
  const wait = announcedWaitMs(kind, retryAfterMs, now);
  switch (kind) {
    case 'rate_limited_milliseconds':
      return { 'retry-after-ms': String(wait) };
    case 'rate_limited_date':
      return { 'retry-after': new Date(now.getTime() + wait).toUTCString() };
    default:
      return { 'retry-after': String(wait / 1_000) };
  }
}
