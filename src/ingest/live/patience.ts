import { TgParserError } from '../../domain/tg-parser-error.ts';
import { type Backoff, backoffInMs } from '../../lib/backoff.ts';
import type { Delay } from '../../ports/delay.ts';
import type { Logger } from '../../ports/logger.ts';

export interface RetryPolicy extends Backoff {
  /** For one request, the first attempt included. */
  maxAttempts: number;
  /** A longer wait that Telegram asks for is the caller's affair. */
  longestWaitInMs: number;
}

export interface PatienceDependencies {
  policy: RetryPolicy;
  delay: Delay;
  log: Logger;
  /** Numbers in [0, 1). */
  random?: (() => number) | undefined;
}

/** Decides whether a request that failed is made again, and waits until then. */
export interface Patience {
  /**
   * Returns when the request may be made again: after the wait that Telegram named, never before, else after a growing one.
   *
   * @param failures how often it failed in a row
   * @throws the error, when it is not to be made again
   */
  waitOrThrow(error: unknown, failures: number, signal: AbortSignal | undefined): Promise<void>;
  /** Attempts the same again and again. */
  insist<Result>(attempt: () => Promise<Result>, signal: AbortSignal | undefined): Promise<Result>;
}

export function createPatience({ policy, delay, log, random }: PatienceDependencies): Patience {
  return { waitOrThrow, insist };

  async function insist<Result>(attempt: () => Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
    for (let failures = 1; ; failures += 1) {
      try {
        return await attempt();
      } catch (error) {
        await waitOrThrow(error, failures, signal);
      }
    }
  }

  async function waitOrThrow(error: unknown, failures: number, signal: AbortSignal | undefined): Promise<void> {
    if (!(error instanceof TgParserError) || !error.retryable || failures >= policy.maxAttempts || signal?.aborted) {
      throw error;
    }
    const waitInMs = error.retryAfterMs ?? backoffInMs(failures, policy, random);
    if (waitInMs > policy.longestWaitInMs) {
      throw error;
    }
    log.log('info', 'telegram_again', { code: error.code, attempt: failures, wait_ms: Math.round(waitInMs) });
    await delay(waitInMs, signal);
    if (signal?.aborted) {
      throw error;
    }
  }
}
