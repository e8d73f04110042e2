export interface Backoff {
  baseInMs: number;
  maxInMs: number;
  /** 0 to 1. */
  jitter: number;
}

/**
 * How long to wait before the attempt that follows: d + U(0, d·jitter) with d = min(base·2^(n−1), max).
 *
 * @param attempt n, the number of the attempt that failed, from 1
 * @param random a source of numbers in [0, 1)
 */
export function backoffInMs(attempt: number, { baseInMs, maxInMs, jitter }: Backoff, random = Math.random): number {
  const wait = Math.min(baseInMs * 2 ** (attempt - 1), maxInMs);
  return wait + random() * wait * jitter;
}
