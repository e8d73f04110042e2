import type { Instant } from '../domain/instant.ts';
import type { LockedStep } from '../domain/run.ts';
import type { DocumentStore } from './document-store.ts';
import type { MergeProposalStore } from './merge-proposal-store.ts';
import type { RawStore } from './raw-store.ts';
import type { TargetStore } from './target-store.ts';
import type { TopicStore } from './topic-store.ts';

/** Who executes a step of a channel. */
export interface StepHolder {
  step: LockedStep;
  channelId: string;
  pid: number;
  host: string;
  since: Instant;
  /** When the holder last said that it lives. */
  heartbeatAt: Instant;
}

/**
 * The stores as the holder of a lock has them. Once the lock was taken over, every write throws TgParserError `step_lost`.
 *
 * Writes of documents and topics look at the lock inside their own transaction, and a takeover waits for the transactions that
 * looked before it: nothing of the old holder is committed after the first moment of the new one. Raw messages lie in another
 * database, so the look comes right before the transaction. What slips through in between does no harm: a message is stored once
 * by its `source_ref`, whoever brings it.
 */
export interface HeldStores {
  rawStore: RawStore;
  documentStore: DocumentStore;
  topicStore: TopicStore;
  targetStore: TargetStore;
  mergeProposalStore: MergeProposalStore;
}

/** A lock that is held. */
export interface StepLease {
  /** Grows with every acquisition of the same lock and is never given twice. */
  token: number;
  stores: HeldStores;
  /** Says that the holder lives. @returns false when the lock was taken over */
  renew(at: Date): Promise<boolean>;
  /** Without effect when the lock was taken over. */
  release(): Promise<void>;
}

/**
 * One execution at a time for each step of each channel, in whatever process, on whatever host: database `processing`.
 *
 * Whether a holder still lives is asked of the system when it is a process of this machine: one that has ended, or whose id another
 * process has by now, is replaced at once, one that lives only after an hour of silence. Of a holder on another host, or in another
 * container, only the heartbeats are known: it is replaced after a minute without one. Times are those of the callers' clocks, so
 * hosts that share a database must agree to within some seconds.
 */
export interface StepLocks {
  /**
   * Takes the lock when nobody has it or its holder is gone, or says who has it. With a `jobId`, the job for which the step is executed,
   * it is also taken from an earlier execution of the same job: whoever has the job by now has found that one to be lost.
   */
  acquire(lock: {
    step: LockedStep;
    channelId: string;
    at: Date;
    jobId?: string | undefined;
  }): Promise<{ lease: StepLease } | { holder: StepHolder }>;
  /** Those who execute steps, of one channel or of all, by their beginning. */
  held(options: { channelId?: string | undefined; at: Date }): Promise<StepHolder[]>;
}
