import { stepLost } from '../domain/step-lost.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { HeldStores, StepLease } from '../ports/step-locks.ts';
import { acquireLease, type LockDependencies, type StepToHold } from './acquire-lease.ts';

/** What work gets while it holds a step. */
export interface HeldStep {
  /** Fires with the caller's signal, and when the lock is found to be lost. */
  signal: AbortSignal;
  /** To write through: they refuse once the lock is lost. */
  stores: HeldStores;
}

const heartbeatInMs = 5000;

/**
 * Executes `work` while nobody else executes the same step of the same channel, on this machine or another.
 *
 * A process that was away for too long, because its machine slept or the database was out of reach, loses the lock to the next one who
 * asks. It learns so from its next heartbeat, which fires the signal, or from its next write, whichever comes first; in both cases
 * nothing more of it is stored.
 *
 * @throws TgParserError `step_locked`, `step_lost`, `interrupted` during a wait, and what `work` throws
 */
export async function holdStep<Result>(
  dependencies: LockDependencies,
  request: StepToHold,
  work: (held: HeldStep) => Promise<Result>,
): Promise<Result> {
  const { signal } = request;
  const lease = await acquireLease(dependencies, request);
  const lost = new AbortController();
  const heart = keepBeating(dependencies, lease, () => lost.abort());
  try {
    return await work({ signal: signal ? AbortSignal.any([signal, lost.signal]) : lost.signal, stores: lease.stores });
  } catch (error) {
    const isStoppedByLoss = lost.signal.aborted && !signal?.aborted && isInterruption(error);
    throw isStoppedByLoss ? stepLost(request, error) : error;
  } finally {
    await heart.stop();
    // What the work did is what counts. A lock that cannot be given back, on a full disk, is taken over when this process is gone.
    await lease.release().catch(() => undefined);
  }
}

/** Does not keep the program alive. A beat that fails is followed by another one; the lock is lost after many. */
function keepBeating({ clock }: LockDependencies, lease: StepLease, onLost: () => void): { stop: () => Promise<void> } {
  let beat: Promise<void> | null = null;
  const timer = setInterval(() => {
    beat ??= lease
      .renew(clock.now())
      .then((isOurs) => (isOurs ? undefined : onLost()))
      .catch(() => undefined)
      .finally(() => {
        beat = null;
      });
  }, heartbeatInMs);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await beat;
    },
  };
}

function isInterruption(error: unknown): boolean {
  return error instanceof TgParserError && error.code === 'interrupted';
}
