import { randomUUID } from 'node:crypto';
import type { Insertable, Transaction } from 'kysely';
import { type Instant, instantFromDate } from '../../../domain/instant.ts';
import type { JobKind } from '../../../domain/job.ts';
import type { JobQueue, NewJob } from '../../../ports/job-queue.ts';
import { insertRows } from '../insert-rows.ts';
import { listQuery } from '../list-query.ts';
import type { JobsTable, ProcessingSchema } from '../schema/processing-schema.ts';
import { nextTurn } from './next-turn.ts';
import { type JobRow, toJob } from './to-job.ts';

type Added = Awaited<ReturnType<JobQueue['add']>>;

const columns = [
  ...(['job_id', 'job_number', 'kind', 'source_id', 'owner_id', 'exclusive_key', 'request', 'request_id', 'rank'] as const),
  ...(['lane', 'turn', 'state', 'outcome', 'attempts', 'max_attempts', 'token', 'created_at', 'available_at'] as const),
] satisfies (keyof JobsTable)[];

/**
 * Adds jobs; its statements are compiled once, for the engine of one database. The caller holds the lock of the queue.
 *
 * @returns each as it is stored
 */
export function createJobAdder(): (
  transaction: Transaction<ProcessingSchema>,
  jobs: readonly NewJob[],
  at: Date,
) => Promise<Added> {
  const insertJobs = insertRows<ProcessingSchema, 'jobs'>('jobs', columns);
  const selectJobs = listQuery<ProcessingSchema, [], string, JobRow>((database, _fixed, jobIds) =>
    database.selectFrom('jobs').selectAll().where('job_id', 'in', jobIds),
  );
  return async (transaction, jobs, at) => {
    const wanted = jobs.map((job) => ({ ...job, jobId: job.jobId ?? randomUUID() }));
    const jobIds = wanted.map(({ jobId }) => jobId);
    const known = new Set((await selectJobs(transaction, [], jobIds)).map(({ job_id }) => job_id));
    await insertJobs(transaction, await toRows(transaction, firstOfEach(wanted, known), instantFromDate(at)));
    const stored = new Map((await selectJobs(transaction, [], jobIds)).map((row) => [row.job_id, toJob(row)]));
    const places = new Map(jobIds.map((jobId, index) => [jobId, index] as const).reverse());
    return jobIds.flatMap((jobId, index) => {
      const job = stored.get(jobId);
      return job ? [{ job, isNew: !known.has(jobId) && places.get(jobId) === index }] : [];
    });
  };
}

function firstOfEach<Item extends { jobId: string }>(items: readonly Item[], known: ReadonlySet<string>): Item[] {
  const seen = new Set(known);
  return items.filter(({ jobId }) => {
    const isFirst = !seen.has(jobId);
    seen.add(jobId);
    return isFirst;
  });
}

async function toRows(
  transaction: Transaction<ProcessingSchema>,
  jobs: readonly (NewJob & { jobId: string })[],
  at: Instant,
): Promise<Insertable<JobsTable>[]> {
  const newest = await transaction
    .selectFrom('jobs')
    .select('job_number')
    .orderBy('job_number', 'desc')
    .limit(1)
    .executeTakeFirst();
  let number = newest?.job_number ?? 0;
  const turns = new Map<string, number>();
  const rows: Insertable<JobsTable>[] = [];
  for (const { jobId, kind, sourceId, ownerId, request, priority = 0, maxAttempts, requestId = null } of jobs) {
    number += 1;
    const lane = ownerId ?? '';
    const turn = turns.get(lane) ?? (await nextTurn(transaction, lane));
    turns.set(lane, turn + 1);
    rows.push({
      job_id: jobId,
      job_number: number,
      kind,
      source_id: sourceId,
      owner_id: ownerId,
      exclusive_key: exclusiveKeyOf(kind, sourceId),
      request: JSON.stringify(request),
      request_id: requestId,
      rank: -priority,
      lane,
      turn,
      state: 'queued',
      outcome: null,
      attempts: 0,
      max_attempts: maxAttempts,
      token: 0,
      created_at: at,
      available_at: at,
    });
  }
  return rows;
}

/** An export only reads, and each writes to a folder of its own. */
function exclusiveKeyOf(kind: JobKind, sourceId: string | null): string | null {
  if (kind === 'export') {
    return null;
  }
  return kind === 'clean_up' ? 'clean_up' : sourceId;
}
