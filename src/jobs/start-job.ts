import { type Job, type JobKind, jobPriorities, jobRequestSchemas } from '../domain/job.ts';
import type { Source } from '../domain/source.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import { findSource } from '../pipeline/find-source.ts';
import type { Clock } from '../ports/clock.ts';
import type { JobQueue } from '../ports/job-queue.ts';
import type { SourceStore } from '../ports/source-store.ts';

export interface JobToStart {
  kind: JobKind;
  /** As `jobRequestSchemas` of the kind; fields that are left out get their defaults. */
  request: unknown;
  /** Who asks; null: the operator. */
  ownerId: string | null;
  /** From -10 to 10, default 0. */
  priority?: number | undefined;
  maxAttempts: number;
  requestId?: string | null | undefined;
  /** A second job with the same id is the first. Default: a new id. */
  jobId?: string | undefined;
  /** Of the one who asks: what else there is does not exist for them. Default all. */
  maySee?: ((source: Source) => boolean) | undefined;
}

export interface StartJobDependencies {
  jobQueue: JobQueue;
  sourceStore: SourceStore;
  clock: Clock;
}

/**
 * Puts work into the queue, after what can be checked before it begins.
 *
 * @throws TgParserError `request_invalid`, `source_unknown`
 */
export async function startJob(
  { jobQueue, sourceStore, clock }: StartJobDependencies,
  { kind, request, ownerId, priority = jobPriorities.normal, maxAttempts, requestId, jobId, maySee }: JobToStart,
): Promise<{ job: Job; isNew: boolean }> {
  const checked = checkRequest(kind, request);
  const source = 'source' in checked ? await findSource(sourceStore, checked.source, maySee) : null;
  const [added] = await jobQueue.add(
    [
      {
        ...{ jobId, kind, ownerId, priority, maxAttempts, requestId },
        sourceId: source?.sourceId ?? null,
        // By its id: another source may be called like that when the job begins.
        request: source ? { ...checked, source: source.sourceId } : checked,
      },
    ],
    clock.now(),
  );
  if (added === undefined) {
    throw new TgParserError('internal', 'The queue took no job');
  }
  return added;
}

function checkRequest(kind: JobKind, request: unknown) {
  const { data, error } = jobRequestSchemas[kind].safeParse(request);
  if (error) {
    const problems = error.issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`));
    throw new TgParserError('request_invalid', `A job "${kind}" cannot be asked for like that: ${problems.join('; ')}`);
  }
  return data;
}
