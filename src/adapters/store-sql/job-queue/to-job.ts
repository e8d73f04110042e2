import type { Selectable } from 'kysely';
import type { Job, JobError, JobProgress } from '../../../domain/job.ts';
import { decodeInstant, decodeJson, decodeNullableInstant, decodeNullableJson } from '../decode-column.ts';
import type { JobsTable } from '../schema/processing-schema.ts';

export type JobRow = Selectable<JobsTable>;

export function toJob(row: JobRow): Job {
  return {
    jobId: row.job_id,
    kind: row.kind,
    sourceId: row.source_id,
    ownerId: row.owner_id,
    request: decodeJson(row.request),
    priority: row.rank === 0 ? 0 : -row.rank,
    state: row.state,
    outcome: row.outcome,
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    createdAt: decodeInstant(row.created_at),
    availableAt: decodeInstant(row.available_at),
    startedAt: decodeNullableInstant(row.started_at),
    finishedAt: decodeNullableInstant(row.finished_at),
    cancelRequestedAt: decodeNullableInstant(row.cancel_requested_at),
    progress: decodeNullableJson<JobProgress>(row.progress),
    result: decodeNullableJson(row.result),
    error: decodeNullableJson<JobError>(row.error),
    requestId: row.request_id,
    worker: row.pid === null || row.host === null ? null : { host: row.host, pid: row.pid },
  };
}
