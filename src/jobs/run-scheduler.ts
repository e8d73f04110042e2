import type { Delay } from '../ports/delay.ts';
import { type FiringDependencies, fireSchedules } from './fire-schedules.ts';

export interface SchedulerOptions {
  maxAttempts: number;
  /** Between two looks, in milliseconds: what somebody changes elsewhere is seen after that. Default 15 s. */
  lookEveryInMs?: number | undefined;
  signal: AbortSignal;
}

const defaultLookEveryInMs = 15_000;

/** Fires schedules when their time comes, until the signal fires. A database that is away for a while ends nothing. */
export async function runScheduler(
  dependencies: FiringDependencies & { delay: Delay },
  { maxAttempts, lookEveryInMs = defaultLookEveryInMs, signal }: SchedulerOptions,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await fireSchedules(dependencies, { maxAttempts });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      dependencies.log.log('warn', 'scheduler_failed', { message });
    }
    await dependencies.delay(lookEveryInMs, signal);
  }
}
