import type { Selectable, Transaction } from 'kysely';
import { type Instant, instantFromDate } from '../../../domain/instant.ts';
import type { JobError } from '../../../domain/job.ts';
import type { ClaimedJob } from '../../../ports/job-queue.ts';
import { decodeInstant } from '../decode-column.ts';
import type { JobsTable, ProcessingSchema } from '../schema/processing-schema.ts';
import { isProcessGone } from '../step-locks/is-owner-gone.ts';
import type { LockObserver } from '../step-locks/lock-observer.ts';
import { toJob } from './to-job.ts';

export interface ClaimOptions {
  most: number;
  at: Date;
  leaseInMs: number;
  /** The process that claims. */
  worker: LockObserver;
}

/** No worker has the job any more. */
export const noWorker = { lease_until: null, pid: null, host: null, pid_namespace: null, process_start: null };

/** Read at a time when jobs of one source stand one behind the other. */
const pageOf = (most: number) => 4 * most + 16;

/** The caller holds the lock of the queue, so nobody else claims meanwhile. */
export async function claimJobs(
  transaction: Transaction<ProcessingSchema>,
  { most, at, leaseInMs, worker }: ClaimOptions,
): Promise<ClaimedJob[]> {
  const now = instantFromDate(at);
  await returnLostJobs(transaction, { now, worker });
  const jobIds = await chooseJobs(transaction, most, now);
  if (jobIds.length === 0) {
    return [];
  }
  const rows = await transaction
    .updateTable('jobs')
    .set((set) => ({
      state: 'running',
      attempts: set('attempts', '+', 1),
      token: set('token', '+', 1),
      started_at: now,
      finished_at: null,
      lease_until: leaseEnd(at, leaseInMs),
      pid: worker.pid,
      host: worker.host,
      pid_namespace: worker.pidNamespace,
      process_start: worker.processStart,
      progress: null,
    }))
    .where('job_id', 'in', jobIds)
    .returningAll()
    .execute();
  const claimed = new Map(rows.map((row) => [row.job_id, { job: toJob(row), token: row.token }]));
  return jobIds.flatMap((jobId) => claimed.get(jobId) ?? []);
}

/** Instants are whole seconds: the end is rounded up, so that no lease is shorter than it was asked for. */
export function leaseEnd(at: Date, leaseInMs: number): Instant {
  return instantFromDate(new Date(Math.ceil((at.getTime() + leaseInMs) / 1000) * 1000));
}

/** In the order of priorities and turns, one for each exclusive key that nothing runs under. */
async function chooseJobs(transaction: Transaction<ProcessingSchema>, most: number, now: Instant): Promise<string[]> {
  const chosen: string[] = [];
  const keys = new Set<string>();
  let after: Pick<Selectable<JobsTable>, 'rank' | 'turn' | 'job_number'> | null = null;
  for (;;) {
    const page = await readPage(transaction, { limit: pageOf(most), now, after });
    for (const { job_id, exclusive_key } of page) {
      if (exclusive_key === null || !keys.has(exclusive_key)) {
        chosen.push(job_id);
        keys.add(exclusive_key ?? job_id);
      }
      if (chosen.length === most) {
        return chosen;
      }
    }
    after = page.at(-1) ?? null;
    if (page.length < pageOf(most)) {
      return chosen;
    }
  }
}

function readPage(
  transaction: Transaction<ProcessingSchema>,
  { limit, now, after }: { limit: number; now: Instant; after: { rank: number; turn: number; job_number: number } | null },
) {
  let page = transaction
    .selectFrom('jobs as waiting')
    .select(['job_id', 'exclusive_key', 'rank', 'turn', 'job_number'])
    .where('state', '=', 'queued')
    .where('available_at', '<=', now)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('jobs as running')
            .select('running.job_id')
            .where('running.state', '=', 'running')
            .whereRef('running.exclusive_key', '=', 'waiting.exclusive_key'),
        ),
      ),
    )
    .orderBy('rank')
    .orderBy('turn')
    .orderBy('job_number')
    .limit(limit);
  if (after) {
    page = page.where((where) =>
      where(where.refTuple('rank', 'turn', 'job_number'), '>', where.tuple(after.rank, after.turn, after.job_number)),
    );
  }
  return page.execute();
}

const lostError: JobError = {
  code: 'job_lost',
  message: 'Its worker was lost each time',
  hint: 'What was finished is stored. See the log of the workers for why they ended, then "tg-parser jobs retry".',
};

/** What the workers of these jobs began is stored as far as they came; the next one goes on there. */
async function returnLostJobs(
  transaction: Transaction<ProcessingSchema>,
  { now, worker }: { now: Instant; worker: LockObserver },
): Promise<void> {
  const running = await transaction.selectFrom('jobs').selectAll().where('state', '=', 'running').execute();
  for (const row of running.filter((job) => isLost(job, { now, worker }))) {
    const isCancelled = row.cancel_requested_at !== null;
    const isGivenUp = row.attempts >= row.max_attempts;
    const end = isCancelled ? ('cancelled' as const) : isGivenUp ? ('dead' as const) : null;
    await transaction
      .updateTable('jobs')
      .set({
        state: end ?? 'queued',
        ...(end === null ? { available_at: now } : { finished_at: now }),
        ...(end === 'dead' ? { error: JSON.stringify(lostError) } : {}),
        ...noWorker,
      })
      .where('job_id', '=', row.job_id)
      .execute();
  }
}

function isLost(row: Selectable<JobsTable>, { now, worker }: { now: Instant; worker: LockObserver }): boolean {
  const { pid, host, pid_namespace: pidNamespace, process_start: processStart, lease_until } = row;
  if (pid === null || host === null || lease_until === null || decodeInstant(lease_until) < now) {
    return true;
  }
  return isProcessGone({ pid, host, pidNamespace, processStart }, worker) === true;
}
