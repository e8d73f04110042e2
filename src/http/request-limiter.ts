import type { RequestCount, RequestCountStore } from '../ports/request-count-store.ts';

export interface RequestLimiterOptions {
  /** Length of a window, in milliseconds. */
  windowInMs: number;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** What is left to somebody in the window that is running. */
export interface Allowance {
  isAllowed: boolean;
  limit: number;
  remaining: number;
  /** Until the next window. */
  resetInSeconds: number;
}

export interface RequestLimiter {
  /**
   * Counts a request, or something that costs as much as several.
   *
   * @param limit how much somebody may do in a window; 0 for no limit
   */
  count(key: string, limit: number, cost?: number): Allowance;
  /** Tells the store what was counted here, and learns what others counted. On an error nothing is lost: this instance goes on with its own counts. */
  share(store: RequestCountStore): Promise<void>;
}

interface Counted {
  windowStart: number;
  /** Of all instances, as far as known. */
  sum: number;
  /** In the sum, and not yet told. */
  untold: number;
}

/** So that strangers cannot fill the memory. */
const mostKeys = 100_000;

/**
 * Counts requests in windows of a fixed length, in memory: a request waits for nothing. Instances share what they counted now and then, so together they may let
 * through what arrives within that time beyond the limit.
 */
export function createRequestLimiter({ windowInMs, now }: RequestLimiterOptions): RequestLimiter {
  const counts = new Map<string, Counted>();
  const windowOf = (time: number) => time - (time % windowInMs);

  function current(key: string, time: number): Counted {
    const windowStart = windowOf(time);
    const known = counts.get(key);
    if (known?.windowStart === windowStart) {
      return known;
    }
    if (counts.size >= mostKeys) {
      forgetOld(windowStart);
    }
    const counted = { windowStart, sum: 0, untold: 0 };
    counts.set(key, counted);
    return counted;
  }

  function forgetOld(windowStart: number): void {
    for (const [key, counted] of counts) {
      if (counted.windowStart < windowStart) {
        counts.delete(key);
      }
    }
    if (counts.size >= mostKeys) {
      counts.clear();
    }
  }

  return {
    count(key, limit, cost = 1) {
      const time = now();
      const resetInSeconds = Math.ceil((windowOf(time) + windowInMs - time) / 1_000);
      if (limit === 0) {
        return { isAllowed: true, limit, remaining: Number.POSITIVE_INFINITY, resetInSeconds };
      }
      const counted = current(key, time);
      const isAllowed = counted.sum + cost <= limit;
      if (isAllowed || counted.sum < limit) {
        counted.sum += cost;
        counted.untold += cost;
      }
      return { isAllowed, limit, remaining: Math.max(0, limit - counted.sum), resetInSeconds };
    },

    async share(store) {
      const windowStart = windowOf(now());
      const told: RequestCount[] = [];
      for (const [key, counted] of counts) {
        if (counted.windowStart === windowStart && counted.untold > 0) {
          told.push({ key, windowStart, requests: counted.untold });
        }
      }
      const sums = await store.add(told);
      for (const { key, requests } of told) {
        const counted = counts.get(key);
        if (counted?.windowStart === windowStart) {
          counted.untold -= requests;
          counted.sum = (sums.get(key) ?? requests) + counted.untold;
        }
      }
      forgetOld(windowStart);
    },
  };
}
