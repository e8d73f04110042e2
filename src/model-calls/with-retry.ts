import { setMaxListeners } from 'node:events';
import { TgParserError } from '../domain/tg-parser-error.ts';
import { type Backoff, backoffInMs } from '../lib/backoff.ts';
import type { CallAnswer, CallableModel, CallRequest } from '../ports/callable-model.ts';
import type { Delay } from '../ports/delay.ts';
import type { Logger } from '../ports/logger.ts';
import { callInterrupted } from './call-interrupted.ts';
import { longWaitInMs, type ModelWait, type OnModelWait, toLogFields } from './model-wait.ts';
import { longestWaitInMs } from './rate-longest-wait.ts';
import { withComplete } from './with-complete.ts';

export interface RetryPolicy extends Backoff {
  /** The first attempt included. */
  maxAttempts: number;
}

export interface RetryDependencies {
  policy: RetryPolicy;
  delay: Delay;
  log: Logger;
  /** Numbers in [0, 1). Default Math.random. */
  random?: (() => number) | undefined;
  /** Told before each wait. */
  onWait?: OnModelWait | undefined;
}

/**
 * Repeats attempts that failed with a `retryable` error. Waits by `backoffInMs`, or as long as the server asks if that is longer, but
 * never beyond `longestWaitInMs`: then the error is final at once.
 *
 * @returns a model that throws the last error, with the number of attempts in its message if there were several; `interrupted`
 * when the signal ends a wait
 */
export function withRetry<Request extends CallRequest, Answer extends CallAnswer>(
  model: CallableModel<Request, Answer>,
  { policy, delay, log, random, onWait }: RetryDependencies,
): CallableModel<Request, Answer> {
  return withComplete(model, async (request) => {
    listenFreely(request.signal);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await model.complete(request);
      } catch (error) {
        const waitInMs = waitAfter(error, attempt);
        if (!(error instanceof TgParserError) || waitInMs === null) {
          throw attempt === 1 ? error : withAttempts(error, attempt);
        }
        announce({ provider: model.provider, model: model.model, code: error.code, waitInMs }, attempt);
        await delay(waitInMs, request.signal);
        if (request.signal?.aborted) {
          throw callInterrupted();
        }
      }
    }
  });

  /** Null when there is to be no further attempt. */
  function waitAfter(error: unknown, attempt: number): number | null {
    if (!(error instanceof TgParserError) || !error.retryable || attempt >= policy.maxAttempts) {
      return null;
    }
    const asked = error.retryAfterMs ?? 0;
    return asked > longestWaitInMs ? null : Math.max(asked, backoffInMs(attempt, policy, random));
  }

  function announce(wait: ModelWait, attempt: number): void {
    log.log(wait.waitInMs > longWaitInMs ? 'warn' : 'debug', 'model_call_waits', { ...toLogFields(wait), attempt });
    onWait?.(wait);
  }
}

/** All calls of a run listen to its one signal, in several layers: Node would take more than ten listeners for a leak. */
function listenFreely(signal: AbortSignal | undefined): void {
  if (signal) {
    setMaxListeners(0, signal);
  }
}

function withAttempts(error: unknown, attempts: number): unknown {
  if (!(error instanceof TgParserError)) {
    return error;
  }
  const { code, message, hint, retryable, retryAfterMs } = error;
  return new TgParserError(code, `${message} (after ${attempts} attempts)`, { hint, retryable, retryAfterMs, cause: error });
}
