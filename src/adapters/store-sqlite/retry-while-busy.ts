import { setTimeout as delay } from 'node:timers/promises';

const firstPauseMs = 5;
const longestPauseMs = 50;

/**
 * Repeats what another process keeps from happening. Unlike SQLite's own busy handler it does not stop the event loop, so that
 * Ctrl-C works while a command waits.
 */
export async function retryWhileBusy<Result>(attempt: () => Result, timeoutMs: number): Promise<Result> {
  const giveUpAt = performance.now() + timeoutMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= giveUpAt) {
        throw error;
      }
    }
    await delay(pauseMs);
  }
}

function isBusy(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'));
}
