import type { Instant } from '../../../domain/instant.ts';
import type { LockObserver } from './lock-observer.ts';
import type { LockOwner } from './lock-owner.ts';

/** Of an owner that nobody here can look at: twelve heartbeats. */
const longestSilenceInMs = 60_000;
/**
 * Of a process that lives. It may be busy, or have slept with its machine and be about to go on; or it could not give its lock back,
 * or its id is another's on a system that does not say when a process began.
 */
const longestSilenceOfLivingInMs = 3_600_000;

/** Whether the owner of a lock will not come back to it, as far as `observer` can see. */
export function isOwnerGone(
  { owner, heartbeatAt }: { owner: LockOwner; heartbeatAt: Instant },
  observer: LockObserver,
  at: Date,
): boolean {
  const silenceInMs = at.getTime() - Date.parse(heartbeatAt);
  const isGone = isProcessGone(owner, observer);
  if (isGone === null) {
    return silenceInMs > longestSilenceInMs;
  }
  return isGone || silenceInMs > longestSilenceOfLivingInMs;
}

/** Whether a process has ended, or its id is another's by now. @returns null when `observer` cannot see */
export function isProcessGone(owner: LockOwner, observer: LockObserver): boolean | null {
  if (owner.host !== observer.host || owner.pidNamespace !== observer.pidNamespace) {
    return null;
  }
  const living = observer.lookUp(owner.pid);
  return living === null || isAnother(living, owner);
}

function isAnother(living: Pick<LockOwner, 'processStart'>, { processStart }: LockOwner): boolean {
  return living.processStart !== null && processStart !== null && living.processStart !== processStart;
}
