import type { Instant } from '../domain/instant.ts';
import type { StepName } from '../domain/run.ts';

/** Who executes a step of a channel. */
export interface StepHolder {
  step: StepName;
  channelId: string;
  pid: number;
  host: string;
  since: Instant;
  /** When the holder last said that it lives. */
  heartbeatAt: Instant;
}

/** A lock that is held. */
export interface StepLease {
  /** Grows with every acquisition of the same lock: what carries a lower one is of a holder that was replaced. */
  token: number;
  /** Says that the holder lives. @returns false when the lock was taken over */
  renew(at: Date): Promise<boolean>;
  /** Without effect when the lock was taken over. */
  release(): Promise<void>;
}

/** One execution at a time for each step of each channel: database `processing`. */
export interface StepLocks {
  /**
   * Takes the lock, or says who has it. One whose process is dead, or of another host and silent for a minute, is taken over.
   */
  acquire(lock: { step: StepName; channelId: string; at: Date }): Promise<{ lease: StepLease } | { holder: StepHolder }>;
  /** Those that are held, by their beginning. Some may be of the dead. */
  held(): Promise<StepHolder[]>;
}
