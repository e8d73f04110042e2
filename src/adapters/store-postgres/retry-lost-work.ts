import { setTimeout as delay } from 'node:timers/promises';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import { type Backoff, backoffInMs } from '../../lib/backoff.ts';

export interface RetryOptions extends Backoff {
  /** The first one included. */
  maxAttempts: number;
  /** Told before each wait, in whole sentences for the person. */
  onWarning?: ((warning: string) => void) | undefined;
}

/**
 * Runs `work` again when the server undid it or could not be reached. Not after a lock or a connection was waited for in vain: that
 * was long already.
 */
export async function retryLostWork<Result>(work: () => Promise<Result>, options: RetryOptions): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    let waitInMs = 0;
    try {
      return await work();
    } catch (error) {
      if (attempt >= options.maxAttempts || !isLost(error)) {
        throw error;
      }
      waitInMs = backoffInMs(attempt, options);
      const next = `attempt ${attempt + 1} of ${options.maxAttempts} follows in ${(waitInMs / 1000).toFixed(1)} s`;
      options.onWarning?.(`${error.message}; ${next}`);
    }
    await delay(waitInMs);
  }
}

function isLost(error: unknown): error is TgParserError {
  return (
    error instanceof TgParserError &&
    error.retryable &&
    (error.code === 'storage_unreachable' || error.code === 'storage_conflict')
  );
}
