import { setTimeout as delay } from 'node:timers/promises';
import type { StepName } from '../domain/run.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { StepHolder, StepLease, StepLocks } from '../ports/step-locks.ts';

export interface HoldOptions {
  /** How long to wait for another execution of the same step of the same channel. Default 0: do not. */
  waitInMs?: number | undefined;
  /** Called once when there is one to wait for. */
  onWaiting?: ((holder: StepHolder) => void) | undefined;
  /** Ends the waiting. */
  signal?: AbortSignal | undefined;
}

const heartbeatInMs = 5000;
const lookAgainInMs = 500;

/**
 * Executes `work` while nobody else executes the same step of the same channel, on this machine or another.
 *
 * @throws TgParserError `step_locked` when somebody does and the wait was in vain
 */
export async function holdStep<Result>(
  { stepLocks, clock }: { stepLocks: StepLocks; clock: Clock },
  lock: { step: StepName; channelId: string },
  options: HoldOptions,
  work: () => Promise<Result>,
): Promise<Result> {
  const lease = await waitForLock();
  // Does not keep the program alive. A beat that fails is followed by another one; the lock is lost after many.
  const heartbeat = setInterval(() => void lease.renew(clock.now()).catch(() => undefined), heartbeatInMs);
  heartbeat.unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    // What cannot be given back, on a full disk, is taken over as soon as this process is gone.
    await lease.release().catch(() => undefined);
  }

  async function waitForLock(): Promise<StepLease> {
    const { waitInMs = 0, onWaiting, signal } = options;
    const until = clock.now().getTime() + waitInMs;
    for (let isFirst = true; ; isFirst = false) {
      const answer = await stepLocks.acquire({ ...lock, at: clock.now() });
      if ('lease' in answer) {
        return answer.lease;
      }
      if (signal?.aborted || clock.now().getTime() >= until) {
        throw stepLocked(answer.holder, clock.now());
      }
      if (isFirst) {
        onWaiting?.(answer.holder);
      }
      await delay(lookAgainInMs, undefined, signal ? { signal } : {}).catch(() => undefined);
    }
  }
}

function stepLocked(holder: StepHolder, now: Date): TgParserError {
  return new TgParserError('step_locked', describeHolder(holder, now), {
    hint: 'Nothing was done. Run the same command again when it has ended, or wait for it with --wait.',
    retryable: true,
  });
}

/** `process of 1999999999 is being executed by process 123 on host, for 3 min` */
export function describeHolder({ step, channelId, pid, host, since }: StepHolder, now: Date): string {
  const seconds = Math.max(0, Math.round((now.getTime() - new Date(since).getTime()) / 1000));
  const age = seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
  return `"${step}" of channel ${channelId} is being executed by process ${pid} on ${host}, for ${age}`;
}
