import type { LockedStep } from '../../../domain/run.ts';

/** For `SqlDatabase.lock`. Whoever takes a lock over asks for it exclusively, whoever writes under the lock shares it. */
export function lockKey({ step, channelId }: { step: LockedStep; channelId: string }): string {
  return `step:${channelId}:${step}`;
}
