import type { Transaction } from 'kysely';
import { instantFromDate } from '../../../domain/instant.ts';
import type { Claim, JobSettlement } from '../../../ports/job-queue.ts';
import type { ProcessingSchema } from '../schema/processing-schema.ts';
import { noWorker } from './claim-jobs.ts';

type End = Claim & { settlement: JobSettlement };

/**
 * Ends that are alike, as those of many small jobs are, are stored by one statement.
 *
 * @returns the ids of the jobs that were lost before
 */
export async function settleJobs(
  transaction: Transaction<ProcessingSchema>,
  ends: readonly End[],
  at: Date,
): Promise<string[]> {
  const groups = new Map<string, End[]>();
  for (const end of ends) {
    const alike = JSON.stringify([end.token, end.settlement]);
    const group = groups.get(alike) ?? [];
    group.push(end);
    groups.set(alike, group);
  }
  const settled = new Set<string>();
  for (const [first, ...rest] of groups.values()) {
    if (first) {
      const jobIds = [first, ...rest].map(({ jobId }) => jobId);
      for (const jobId of await settleAlike(transaction, { ...first, jobIds }, at)) {
        settled.add(jobId);
      }
    }
  }
  return ends.map(({ jobId }) => jobId).filter((jobId) => !settled.has(jobId));
}

async function settleAlike(
  transaction: Transaction<ProcessingSchema>,
  { jobIds, token, settlement }: { jobIds: string[]; token: number; settlement: JobSettlement },
  at: Date,
): Promise<string[]> {
  const rows = await transaction
    .updateTable('jobs')
    .set((set) => ({ ...toColumns(settlement, at), ...attemptsOf(settlement, set('attempts', '-', 1)), ...noWorker }))
    .where('job_id', 'in', jobIds)
    .where('token', '=', token)
    .where('state', '=', 'running')
    .returning('job_id')
    .execute();
  return rows.map(({ job_id }) => job_id);
}

function toColumns(settlement: JobSettlement, at: Date) {
  const { state, error = null } = settlement;
  const common = { state, error: error === null ? null : JSON.stringify(error), progress: null };
  if (settlement.state === 'queued') {
    return { ...common, available_at: instantFromDate(settlement.availableAt) };
  }
  const { outcome = null, result = null } = settlement;
  return {
    ...common,
    outcome,
    result: result === null ? null : JSON.stringify(result),
    finished_at: instantFromDate(at),
  };
}

function attemptsOf<Fewer>(settlement: JobSettlement, fewer: Fewer): { attempts?: Fewer } {
  return settlement.state === 'queued' && !settlement.isAttempt ? { attempts: fewer } : {};
}
