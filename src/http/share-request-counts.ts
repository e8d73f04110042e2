import type { Delay } from '../ports/delay.ts';
import type { Logger } from '../ports/logger.ts';
import type { RequestCountStore } from '../ports/request-count-store.ts';
import type { RequestLimiter } from './request-limiter.ts';

/** So much time of requests may pass beyond a limit that instances share. */
const shareEveryInMs = 1_000;
const forgetBehindInMs = 7_200_000;

/** Lets the instances of the API count together, until the signal fires. While the store is away, each counts for itself. */
export async function shareRequestCounts(
  limiter: RequestLimiter,
  { requestCountStore, delay, log }: { requestCountStore: RequestCountStore; delay: Delay; log: Logger },
  signal: AbortSignal,
): Promise<void> {
  let isAway = false;
  for (let turn = 0; !signal.aborted; turn += 1) {
    try {
      await limiter.share(requestCountStore);
      if (turn % 600 === 0) {
        await requestCountStore.forget(Date.now() - forgetBehindInMs);
      }
      isAway = false;
    } catch (error) {
      if (!isAway) {
        log.log('warn', 'request_counts_not_shared', { message: error instanceof Error ? error.message : String(error) });
      }
      isAway = true;
    }
    await delay(shareEveryInMs, signal);
  }
}
