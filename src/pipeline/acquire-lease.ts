import { setTimeout as delay } from 'node:timers/promises';
import type { LockedStep } from '../domain/run.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import { describeDuration } from '../lib/describe-duration.ts';
import type { Clock } from '../ports/clock.ts';
import type { StepLease, StepLocks } from '../ports/step-locks.ts';
import { describeHolder } from './describe-holder.ts';
import { type HolderFields, holderFields } from './holder-fields.ts';

export interface HoldOptions {
  /** How long to wait for another execution of the same step of the same channel, Infinity for ever. Default 0: do not. */
  waitInMs?: number | undefined;
  /** Called once when there is one to wait for. */
  onWaiting?: ((holder: HolderFields) => void) | undefined;
  /** The job for which the step is executed: its own earlier execution is nobody to wait for. */
  jobId?: string | undefined;
}

export interface StepToHold {
  step: LockedStep;
  channelId: string;
  hold?: HoldOptions | undefined;
  /** Ends the waiting. */
  signal?: AbortSignal | undefined;
}

export interface LockDependencies {
  stepLocks: StepLocks;
  clock: Clock;
}

const lookAgainInMs = 500;

/**
 * Takes the lock of a step, and waits for it when the caller wants to.
 *
 * @throws TgParserError `step_locked` with `held_by` in its details when somebody has it and the wait was in vain, `interrupted`
 *   when `signal` fires during the wait
 */
export async function acquireLease(
  { stepLocks, clock }: LockDependencies,
  { step, channelId, hold = {}, signal }: StepToHold,
): Promise<StepLease> {
  const { waitInMs = 0, onWaiting, jobId } = hold;
  const until = clock.now().getTime() + waitInMs;
  for (let isFirst = true; ; isFirst = false) {
    const answer = await stepLocks.acquire({ step, channelId, at: clock.now(), jobId });
    if ('lease' in answer) {
      return answer.lease;
    }
    const holder = holderFields(answer.holder, clock.now());
    if (clock.now().getTime() >= until) {
      throw stepLocked(holder, waitInMs);
    }
    if (isFirst) {
      onWaiting?.(holder);
    }
    await waitBeforeNextLook(holder, signal);
  }
}

async function waitBeforeNextLook(holder: HolderFields, signal: AbortSignal | undefined): Promise<void> {
  await delay(lookAgainInMs, undefined, signal ? { signal } : {}).catch(() => undefined);
  if (signal?.aborted) {
    throw new TgParserError(
      'interrupted',
      `Stopped while waiting for process ${holder.pid} on ${holder.host}; nothing was done`,
      {
        hint: 'Run the same command again.',
      },
    );
  }
}

function stepLocked(holder: HolderFields, waitedInMs: number): TgParserError {
  const waited = waitedInMs > 0 ? `, also after ${describeDuration(waitedInMs / 1000)} of waiting` : '';
  return new TgParserError('step_locked', `${describeHolder(holder)}${waited}`, {
    hint: 'Nothing was done. Run the same command again when it has ended, or wait for it with --wait.',
    retryable: true,
    details: { held_by: holder },
  });
}
