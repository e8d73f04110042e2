import type { Kysely, Transaction } from 'kysely';
import { type Instant, instantFromDate } from '../../../domain/instant.ts';
import { isFinalJobState, type Job, type JobState, jobStates } from '../../../domain/job.ts';
import type { JobFilter, JobQueue } from '../../../ports/job-queue.ts';
import { decodeInstant } from '../decode-column.ts';
import type { ProcessingSchema } from '../schema/processing-schema.ts';
import type { SqlDatabase } from '../sql-database.ts';
import { type LockObserver, thisProcess } from '../step-locks/lock-observer.ts';
import { claimJobs, leaseEnd } from './claim-jobs.ts';
import { createJobAdder } from './job-adder.ts';
import { nextTurn } from './next-turn.ts';
import { settleJobs } from './settle-jobs.ts';
import { type JobRow, toJob } from './to-job.ts';

/** Whoever adds or claims, so that numbers, turns and exclusive keys are given once. */
const queueKey = 'jobs';

/** @param worker the process that claims jobs; default this one */
export function createJobQueue(database: SqlDatabase<ProcessingSchema>, worker: LockObserver = thisProcess()): JobQueue {
  const addJobs = createJobAdder();

  function alone<Result>(work: (transaction: Transaction<ProcessingSchema>) => Promise<Result>): Promise<Result> {
    return database.write(async (transaction) => {
      await database.lock(transaction, queueKey);
      return work(transaction);
    });
  }

  return {
    add: (jobs, at) => (jobs.length === 0 ? Promise.resolve([]) : alone((transaction) => addJobs(transaction, jobs, at))),

    get: (jobId) => database.read((reader) => readJob(reader, jobId)),

    list: (filter) => database.read((reader) => listJobs(reader, filter)),

    claim: (options) => alone((transaction) => claimJobs(transaction, { ...options, worker })),

    renew: (claims, { at, leaseInMs }) =>
      claims.length === 0
        ? Promise.resolve([])
        : database.write(async (transaction) => {
            const lost: string[] = [];
            for (const { jobId, token, progress } of claims) {
              const { numUpdatedRows } = await transaction
                .updateTable('jobs')
                .set({
                  lease_until: leaseEnd(at, leaseInMs),
                  ...(progress ? { progress: JSON.stringify(progress) } : {}),
                })
                .where('job_id', '=', jobId)
                .where('token', '=', token)
                .where('state', '=', 'running')
                .executeTakeFirst();
              if (numUpdatedRows === 0n) {
                lost.push(jobId);
              }
            }
            return lost;
          }),

    async cancelRequests(jobIds) {
      if (jobIds.length === 0) {
        return [];
      }
      const rows = await database.read((reader) =>
        reader
          .selectFrom('jobs')
          .select('job_id')
          .where('job_id', 'in', [...jobIds])
          .where('cancel_requested_at', 'is not', null)
          .execute(),
      );
      return rows.map(({ job_id }) => job_id);
    },

    settle: (ends, at) =>
      ends.length === 0 ? Promise.resolve([]) : database.write((transaction) => settleJobs(transaction, ends, at)),

    cancel: (jobId, at) =>
      change(jobId, async (transaction, { state }) => {
        const now = instantFromDate(at);
        if (state === 'queued') {
          await update(transaction, jobId, { state: 'cancelled', cancel_requested_at: now, finished_at: now });
        } else if (state === 'running') {
          await update(transaction, jobId, { cancel_requested_at: now });
        }
      }),

    retry: (jobId, at) =>
      change(jobId, async (transaction, { state, lane }) => {
        if (isFinalJobState(state)) {
          await update(transaction, jobId, {
            ...{ state: 'queued', available_at: instantFromDate(at), turn: await nextTurn(transaction, lane) },
            ...{ attempts: 0, outcome: null, result: null, error: null, finished_at: null, cancel_requested_at: null },
          });
        }
      }),

    removeSource: (sourceId) =>
      database.write(async (transaction) => {
        await transaction.deleteFrom('jobs').where('source_id', '=', sourceId).execute();
      }),

    depth: (at) =>
      database.read(async (reader) => ({
        byState: await countByState(reader),
        oldestWaitingSince: await oldestWaitingSince(reader, instantFromDate(at)),
      })),

    forget: (endedBefore, most) =>
      database.write(async (transaction) => {
        const rows = await transaction
          .selectFrom('jobs')
          .select('job_id')
          .where('finished_at', '<', instantFromDate(endedBefore))
          .orderBy('finished_at')
          .limit(most)
          .execute();
        const jobIds = rows.map(({ job_id }) => job_id);
        if (jobIds.length > 0) {
          await transaction.deleteFrom('jobs').where('job_id', 'in', jobIds).execute();
        }
        return jobIds;
      }),
  };

  function change(
    jobId: string,
    work: (transaction: Transaction<ProcessingSchema>, row: JobRow) => Promise<void>,
  ): Promise<Job | null> {
    return alone(async (transaction) => {
      const row = await transaction.selectFrom('jobs').selectAll().where('job_id', '=', jobId).executeTakeFirst();
      if (row) {
        await work(transaction, row);
      }
      return readJob(transaction, jobId);
    });
  }
}

async function readJob(database: Kysely<ProcessingSchema>, jobId: string): Promise<Job | null> {
  const row = await database.selectFrom('jobs').selectAll().where('job_id', '=', jobId).executeTakeFirst();
  return row ? toJob(row) : null;
}

async function update(
  transaction: Transaction<ProcessingSchema>,
  jobId: string,
  values: Partial<{
    state: JobState;
    available_at: Instant;
    turn: number;
    attempts: number;
    outcome: null;
    result: null;
    error: null;
    finished_at: Instant | null;
    cancel_requested_at: Instant | null;
  }>,
): Promise<void> {
  await transaction.updateTable('jobs').set(values).where('job_id', '=', jobId).execute();
}

async function listJobs(
  database: Kysely<ProcessingSchema>,
  { visible, sourceId, state, kind, limit, after }: JobFilter,
): Promise<Job[]> {
  let jobs = database.selectFrom('jobs').selectAll().orderBy('job_number', 'desc').limit(limit);
  if (visible) {
    const { sourceIds, ownerId } = visible;
    jobs = jobs.where((where) =>
      where.or([
        where('owner_id', '=', ownerId),
        ...(sourceIds.length === 0 ? [] : [where('source_id', 'in', [...sourceIds])]),
      ]),
    );
  }
  jobs = sourceId === undefined ? jobs : jobs.where('source_id', '=', sourceId);
  jobs = state === undefined ? jobs : jobs.where('state', '=', state);
  jobs = kind === undefined ? jobs : jobs.where('kind', '=', kind);
  if (after !== undefined) {
    const before = database.selectFrom('jobs').select('job_number').where('job_id', '=', after);
    jobs = jobs.where('job_number', '<', before);
  }
  return (await jobs.execute()).map(toJob);
}

async function countByState(database: Kysely<ProcessingSchema>): Promise<Record<JobState, number>> {
  const rows = await database
    .selectFrom('jobs')
    .select((select) => ['state', select.fn.countAll<number>().as('jobs')])
    .groupBy('state')
    .execute();
  const counts = Object.fromEntries(jobStates.map((state) => [state, 0])) as Record<JobState, number>;
  for (const { state, jobs } of rows) {
    counts[state] = Number(jobs);
  }
  return counts;
}

async function oldestWaitingSince(database: Kysely<ProcessingSchema>, now: Instant): Promise<Instant | null> {
  const row = await database
    .selectFrom('jobs')
    .select((select) => select.fn.min('available_at').as('since'))
    .where('state', '=', 'queued')
    .where('available_at', '<=', now)
    .executeTakeFirst();
  const since = row?.since ?? null;
  return since === null ? null : decodeInstant(since);
}
