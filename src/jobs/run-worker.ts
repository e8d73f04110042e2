import { setTimeout as delay } from 'node:timers/promises';
import type { Job, JobProgress } from '../domain/job.ts';
import type { Backoff } from '../lib/backoff.ts';
import type { Clock } from '../ports/clock.ts';
import type { ClaimedJob, JobQueue, JobSettlement } from '../ports/job-queue.ts';
import { withLogFields } from '../ports/log-context.ts';
import type { Logger } from '../ports/logger.ts';
import type { ReportProgress } from '../ports/progress.ts';
import type { JobEnd } from './execute-job.ts';
import type { JobLimits } from './job-limits.ts';
import { type JobInterruption, settleFailure } from './settle-failure.ts';

export interface WorkerDependencies {
  jobQueue: JobQueue;
  clock: Clock;
  log: Logger;
}

export interface WorkerOptions extends JobLimits {
  /** Between two looks at the queue while there is nothing to do, in milliseconds. Default 500. */
  pollInMs?: number | undefined;
  /** Before what failed in a way that may pass is begun again. */
  backoff: Backoff;
  /** Does the work of a job. `signal` fires when the execution is to end; what is done by then is stored. */
  execute: (job: Job, run: { signal: AbortSignal; onProgress: ReportProgress }) => Promise<JobEnd>;
  /** Called with each job that came to its end here, after that was stored. What it throws ends nothing. */
  onEnded?: ((job: Job) => Promise<void> | void) | undefined;
  /** Stops the worker: it takes no further jobs, and lets those that it has go on for `shutdownGraceInMs`. */
  signal: AbortSignal;
}

export interface WorkerReport {
  /** Executions by how they ended; `queued` are those that go on later, here or elsewhere, `lost` those that another worker has. */
  ended: Record<JobSettlement['state'] | 'lost', number>;
}

/** One execution that is under way. */
interface Execution {
  claimed: ClaimedJob;
  abort: AbortController;
  interruption: JobInterruption | null;
  progress: JobProgress | null;
  isProgressNew: boolean;
  /** When its progress was stored last. */
  toldAt: number;
}

const defaultPollInMs = 500;
/** Between two times that the progress of a job is stored. */
const progressInMs = 1_000;

/** Executes jobs of the queue, several at a time, until it is stopped. A database that is away for a while ends nothing. */
export async function runWorker(
  { jobQueue, clock, log }: WorkerDependencies,
  {
    concurrency,
    heartbeatInMs,
    shutdownGraceInMs,
    pollInMs = defaultPollInMs,
    backoff,
    execute,
    onEnded,
    signal,
  }: WorkerOptions,
): Promise<WorkerReport> {
  const leaseInMs = 2 * heartbeatInMs;
  const underWay = new Set<Execution>();
  const report: WorkerReport = { ended: { queued: 0, finished: 0, failed: 0, cancelled: 0, dead: 0, lost: 0 } };
  const ends: { execution: Execution; settlement: JobSettlement }[] = [];
  let wake = new AbortController();
  let renewedAt = performance.now();

  const endInTime = async () => {
    const areAllDone = await Promise.race([whenIdle(), delay(shutdownGraceInMs, false, { ref: false })]);
    if (areAllDone === false) {
      for (const execution of underWay) {
        end(execution, 'stopped');
      }
    }
  };
  /** What cannot be stored by then is another worker's. */
  let giveUpAt = Number.POSITIVE_INFINITY;
  const onStop = () => {
    giveUpAt = performance.now() + shutdownGraceInMs + leaseInMs;
    void endInTime();
    wake.abort();
  };
  signal.addEventListener('abort', onStop, { once: true });
  if (signal.aborted) {
    return report;
  }

  try {
    while (!signal.aborted || (underWay.size > 0 && performance.now() < giveUpAt)) {
      const isFull = await reachDatabase(beat);
      if (!isFull) {
        await rest();
      }
    }
  } finally {
    signal.removeEventListener('abort', onStop);
  }
  return report;

  /** @returns whether there may be more to do at once */
  async function beat(): Promise<boolean> {
    await settle();
    await keepLeases();
    const free = concurrency - underWay.size;
    if (signal.aborted || free <= 0) {
      return false;
    }
    const claimed = await jobQueue.claim({ most: free, at: clock.now(), leaseInMs });
    for (const job of claimed) {
      begin(job);
    }
    return claimed.length === free && underWay.size < concurrency;
  }

  async function keepLeases(): Promise<void> {
    const executions = [...underWay];
    if (executions.length === 0) {
      renewedAt = performance.now();
      return;
    }
    const jobIds = executions.map(({ claimed }) => claimed.job.jobId);
    interrupt(await jobQueue.cancelRequests(jobIds), executions, 'cancelled');
    const now = performance.now();
    const isDue = now - renewedAt >= heartbeatInMs / 2;
    const toRenew = executions.filter(({ isProgressNew, toldAt }) => isDue || (isProgressNew && now - toldAt >= progressInMs));
    renewedAt = isDue ? now : renewedAt;
    const claims = toRenew.map(({ claimed: { job, token }, progress }) => ({ jobId: job.jobId, token, progress }));
    for (const execution of toRenew) {
      execution.isProgressNew = false;
      execution.toldAt = now;
    }
    interrupt(await jobQueue.renew(claims, { at: clock.now(), leaseInMs }), toRenew, 'lost');
  }

  function begin(claimed: ClaimedJob): void {
    const execution: Execution = {
      ...{ claimed, abort: new AbortController(), interruption: null },
      ...{ progress: null, isProgressNew: false, toldAt: 0 },
    };
    const { job } = claimed;
    // A worker that was silent for too long may be the one who takes its own job over.
    interrupt([job.jobId], [...underWay], 'lost');
    underWay.add(execution);
    void executeOne(execution).then((settlement) => {
      ends.push({ execution, settlement });
      wake.abort();
    });
  }

  function executeOne(execution: Execution): Promise<JobSettlement> {
    const { job } = execution.claimed;
    const fields = { job_id: job.jobId, request_id: job.requestId, kind: job.kind, source_id: job.sourceId };
    return withLogFields(fields, async () => {
      const begunAt = performance.now();
      log.log('info', 'job_started', { attempt: job.attempts });
      const settlement = await attempt(execution);
      const { state, error } = settlement;
      log.log(error && state !== 'queued' ? 'error' : 'info', 'job_ended', {
        ...{ state, attempt: job.attempts, duration_ms: Math.round(performance.now() - begunAt) },
        ...(settlement.state === 'queued' ? {} : { outcome: settlement.outcome }),
        ...(execution.interruption ? { reason: execution.interruption } : {}),
        ...(error ? { code: error.code, message: error.message } : {}),
      });
      return settlement;
    });
  }

  async function attempt(execution: Execution): Promise<JobSettlement> {
    const { job } = execution.claimed;
    try {
      const { outcome, result } = await execute(job, {
        signal: execution.abort.signal,
        onProgress(progress) {
          execution.progress = progress;
          execution.isProgressNew = true;
        },
      });
      return { state: 'finished', outcome, result };
    } catch (error) {
      const { interruption } = execution;
      return settleFailure(job, error, { interruption, at: clock.now(), backoff });
    }
  }

  function interrupt(jobIds: readonly string[], executions: readonly Execution[], why: JobInterruption): void {
    for (const execution of executions.filter(({ claimed }) => jobIds.includes(claimed.job.jobId))) {
      end(execution, why);
    }
  }

  function end(execution: Execution, why: JobInterruption): void {
    if (execution.interruption === null) {
      execution.interruption = why;
      execution.abort.abort();
    }
  }

  async function settle(): Promise<void> {
    const stored = [...ends];
    const ours = stored.filter(({ execution }) => execution.interruption !== 'lost');
    const claims = ours.map(({ execution: { claimed }, settlement }) => ({
      ...{ jobId: claimed.job.jobId, token: claimed.token, settlement },
    }));
    const lost = new Set(await jobQueue.settle(claims, clock.now()));
    ends.splice(0, stored.length);
    for (const { execution, settlement } of stored) {
      const { jobId } = execution.claimed.job;
      const isLost = execution.interruption === 'lost' || lost.has(jobId);
      underWay.delete(execution);
      report.ended[isLost ? 'lost' : settlement.state] += 1;
      if (!isLost && settlement.state !== 'queued') {
        await announce(jobId);
      }
    }
  }

  async function announce(jobId: string): Promise<void> {
    if (!onEnded) {
      return;
    }
    try {
      const job = await jobQueue.get(jobId);
      if (job) {
        await onEnded(job);
      }
    } catch (error) {
      log.log('warn', 'job_end_not_announced', { job_id: jobId, message: messageOf(error) });
    }
  }

  /** While the database is away, jobs go on; what cannot be stored for longer than a lease is another worker's by then. */
  async function reachDatabase(work: () => Promise<boolean>): Promise<boolean> {
    try {
      return await work();
    } catch (error) {
      log.log('warn', 'queue_unreachable', { message: messageOf(error) });
      return false;
    }
  }

  async function rest(): Promise<void> {
    await delay(pollInMs, undefined, { signal: wake.signal }).catch(() => undefined);
    wake = new AbortController();
  }

  async function whenIdle(): Promise<true> {
    while (underWay.size > 0) {
      await delay(Math.min(pollInMs, 100));
    }
    return true;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
