import { TgParserError } from '../../domain/tg-parser-error.ts';
import { type Backoff, backoffInMs } from '../../lib/backoff.ts';
import type { Delay } from '../../ports/delay.ts';
import type { LivePage, LiveSource } from '../../ports/live-source.ts';
import type { Logger } from '../../ports/logger.ts';
import { highestOf } from './highest-of.ts';
import { lowestOf } from './lowest-of.ts';

export interface PageRetryPolicy extends Backoff {
  /** For one page, the first attempt included. */
  maxAttempts: number;
  /** A longer wait that Telegram asks for is the caller's affair. */
  longestWaitInMs: number;
}

export interface PageRetryDependencies {
  policy: PageRetryPolicy;
  delay: Delay;
  log: Logger;
  /** Numbers in [0, 1). */
  random?: (() => number) | undefined;
}

/**
 * A live source that asks again for a page that failed for a passing reason: after the wait that Telegram named, never before, else after
 * a growing one. What came before the page is not asked for again.
 */
export function withPageRetries(live: LiveSource, { policy, delay, log, random }: PageRetryDependencies): LiveSource {
  const { readThread, readChanges } = live;
  return {
    channel: live.channel,
    readOlder: ({ beforeId }, options) =>
      retried(beforeId, (from) => live.readOlder({ beforeId: from }, options), lowestOf, options?.signal),
    readNewer: ({ afterId }, options) =>
      retried(afterId, (from) => live.readNewer({ afterId: from }, options), highestOf, options?.signal),
    readThread: readThread && retriedThread(readThread),
    readChanges: readChanges && ((state, signal) => once(() => readChanges(state, signal), signal)),
    unknownShapes: () => live.unknownShapes(),
    close: () => live.close(),
  };

  function retriedThread(read: NonNullable<LiveSource['readThread']>): NonNullable<LiveSource['readThread']> {
    return ({ postId, afterId }, options) =>
      retried(afterId, (from) => read({ postId, afterId: from }, options), highestOf, options?.signal);
  }

  async function* retried<Position extends number | null>(
    start: Position,
    open: (from: Position) => AsyncIterable<LivePage>,
    positionOf: (page: LivePage) => number | null,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<LivePage, void, undefined> {
    let position = start;
    for (let failures = 0; ; ) {
      try {
        for await (const page of open(position)) {
          failures = 0;
          position = (positionOf(page) ?? position) as Position;
          yield page;
        }
        return;
      } catch (error) {
        failures += 1;
        await waitOrThrow(error, failures, signal);
      }
    }
  }

  async function once<Result>(attempt: () => Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
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
    log.log('info', 'live_page_again', { code: error.code, attempt: failures, wait_ms: Math.round(waitInMs) });
    await delay(waitInMs, signal);
    if (signal?.aborted) {
      throw error;
    }
  }
}
