import type { ErrorCode } from '../domain/error-code.ts';
import type { Job, JobError } from '../domain/job.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import { type Backoff, backoffInMs } from '../lib/backoff.ts';
import type { JobSettlement } from '../ports/job-queue.ts';

/** Why a worker ended an execution before its time: its job was cancelled, the worker is stopped, or another one has the job. */
export type JobInterruption = 'cancelled' | 'stopped' | 'lost';

/** Somebody executes the same step, by a command for example. Trying again costs one query. */
const lockedAgainInMs = 5_000;

/**
 * What ends an execution and not the job: the next one finds out what was stored, and goes on there. A commit without an answer is not repeated by
 * whoever made it, but a job that begins again is no repetition.
 */
const passing: ReadonlySet<ErrorCode> = new Set([
  ...(['commit_unknown', 'storage_unreachable', 'storage_busy', 'storage_conflict', 'pool_timeout'] as const),
  ...(['step_lost', 'interrupted'] as const),
]);

/**
 * What becomes of a job whose execution threw. What was not the job's fault does not count as an attempt: another one who works on the channel, a worker that
 * is stopped, a wait that Telegram or a provider asked for.
 */
export function settleFailure(
  { attempts, maxAttempts }: Pick<Job, 'attempts' | 'maxAttempts'>,
  thrown: unknown,
  { interruption, at, backoff }: { interruption: JobInterruption | null; at: Date; backoff: Backoff },
): JobSettlement {
  const error = toJobError(thrown);
  const again = (inMs: number, isAttempt: boolean): JobSettlement => ({
    ...{ state: 'queued', availableAt: new Date(at.getTime() + inMs), isAttempt },
    error: interruption === null ? error : null,
  });
  if (interruption === 'cancelled') {
    return { state: 'cancelled' };
  }
  if (interruption === 'stopped') {
    return again(0, false);
  }
  if (!(thrown instanceof TgParserError)) {
    return { state: 'failed', error };
  }
  if (thrown.code === 'step_locked') {
    return again(lockedAgainInMs, false);
  }
  if (thrown.retryAfterMs !== undefined) {
    return again(thrown.retryAfterMs, false);
  }
  if (thrown.retryable || passing.has(thrown.code)) {
    return attempts < maxAttempts ? again(backoffInMs(attempts, backoff), true) : { state: 'dead', error };
  }
  return { state: 'failed', error };
}

/** Of a defect only that it happened: the log has what it was. */
export function toJobError(thrown: unknown): JobError {
  return thrown instanceof TgParserError
    ? { code: thrown.code, message: thrown.message, hint: thrown.hint ?? null }
    : {
        code: 'internal',
        message: 'A defect of tg-parser',
        hint: 'The log of the worker has the reason under the id of the job.',
      };
}
