import type { Instant } from '../domain/instant.ts';
import type { FinalJobState, Job, JobError, JobKind, JobProgress, JobState } from '../domain/job.ts';

export interface NewJob {
  /** Default: a new one. Adding a second job with the same id adds nothing. */
  jobId?: string | undefined;
  kind: JobKind;
  sourceId: string | null;
  ownerId: string | null;
  request: Record<string, unknown>;
  /** Default 0. */
  priority?: number | undefined;
  maxAttempts: number;
  requestId?: string | null | undefined;
}

/** A job as one worker has it. */
export interface ClaimedJob {
  job: Job;
  /** Grows with each claim of the job. Whoever has an older one has lost it. */
  token: number;
}

export type Claim = Pick<ClaimedJob, 'token'> & { jobId: string };

export interface JobFilter {
  /** Jobs of these sources and of this owner; absent: all. */
  visible?: { sourceIds: readonly string[]; ownerId: string } | undefined;
  sourceId?: string | undefined;
  state?: JobState | undefined;
  kind?: JobKind | undefined;
  limit: number;
  /** Id of the job behind which the list goes on. */
  after?: string | undefined;
}

/** How an execution of a job ended. */
export type JobSettlement =
  | { state: FinalJobState; outcome?: Job['outcome']; result?: Job['result']; error?: JobError | null }
  /** Back into the queue. `isAttempt` false: it does not count, because nothing was wrong with the job. */
  | { state: 'queued'; availableAt: Date; isAttempt: boolean; error?: JobError | null };

export interface QueueDepth {
  byState: Record<JobState, number>;
  /** Of the job that could begin and waits the longest. */
  oldestWaitingSince: Instant | null;
}

/**
 * Work that was asked for and outlives every process: database `processing`.
 *
 * A worker holds a job by a lease that it renews. A job whose lease has run out, or whose worker is a process of this machine that has ended, is
 * given to the next worker who asks; when it was its last attempt it is `dead`. One job at a time is executed for a source, exports aside, which only read.
 * Of what waits the highest priority goes first, and within it owners take turns, however many jobs each of them has.
 *
 * Times are those of the callers' clocks, so hosts that share a database must agree to within some seconds.
 */
export interface JobQueue {
  /** Adds jobs, all or none. @returns each as it is stored, which may be an earlier one with its id */
  add(jobs: readonly NewJob[], at: Date): Promise<{ job: Job; isNew: boolean }[]>;
  get(jobId: string): Promise<Job | null>;
  /** Newest first. */
  list(filter: JobFilter): Promise<Job[]>;
  /** Takes jobs that can begin now, `most` at most. */
  claim(options: { most: number; at: Date; leaseInMs: number }): Promise<ClaimedJob[]>;
  /** Says that the worker lives, and how far it is. @returns the jobs that it has lost */
  renew(
    claims: readonly (Claim & { progress?: JobProgress | null | undefined })[],
    options: { at: Date; leaseInMs: number },
  ): Promise<string[]>;
  /** Which of these jobs somebody wants to end. */
  cancelRequests(jobIds: readonly string[]): Promise<string[]>;
  /** Ends executions. @returns the ids of those that were lost before, of which nothing is stored */
  settle(ends: readonly (Claim & { settlement: JobSettlement })[], at: Date): Promise<string[]>;
  /** A job that waits is cancelled at once, one that is executed when its worker hears of it. @returns null when there is none with this id */
  cancel(jobId: string, at: Date): Promise<Job | null>;
  /** Puts a job that failed, died or was cancelled back into the queue, with all its attempts. @returns null when there is none with this id */
  retry(jobId: string, at: Date): Promise<Job | null>;
  /** Forgets the jobs of a source, whatever becomes of those that are executed. */
  removeSource(sourceId: string): Promise<void>;
  depth(at: Date): Promise<QueueDepth>;
  /** Forgets jobs that ended before a moment. @returns their ids */
  forget(endedBefore: Date, most: number): Promise<string[]>;
}
