import { instantFromDate } from '../domain/instant.ts';
import { isFinalJobState, type Job } from '../domain/job.ts';
import { nextFireAt, type Schedule, type ScheduleSkip } from '../domain/schedule.ts';
import type { Source } from '../domain/source.ts';
import { derivedUuid } from '../lib/derived-uuid.ts';
import type { Clock } from '../ports/clock.ts';
import type { JobQueue } from '../ports/job-queue.ts';
import type { Logger } from '../ports/logger.ts';
import type { ScheduleStore } from '../ports/schedule-store.ts';
import type { SourceStore } from '../ports/source-store.ts';

export interface FiringDependencies {
  scheduleStore: ScheduleStore;
  sourceStore: SourceStore;
  jobQueue: JobQueue;
  clock: Clock;
  log: Logger;
}

/**
 * Asks for the jobs of all schedules whose time has come, and for a poll of each source whose interval is over. Any number of programs may do so at
 * once, and be killed at any instant: the id of a job follows from what it is for, so it is asked for once. Times that were missed
 * while nobody looked are made up for by one firing.
 *
 * @returns the ids of the jobs that were asked for now
 */
export async function fireSchedules(
  dependencies: FiringDependencies,
  { maxAttempts }: { maxAttempts: number },
): Promise<string[]> {
  const now = dependencies.clock.now();
  const fired: string[] = [];
  for (const schedule of await dependencies.scheduleStore.due(now)) {
    const jobId = await fire(dependencies, schedule, { now, maxAttempts });
    fired.push(...(jobId === null ? [] : [jobId]));
  }
  for (const source of await dependencies.sourceStore.list()) {
    const jobId = await poll(dependencies, source, { now, maxAttempts });
    fired.push(...(jobId === null ? [] : [jobId]));
  }
  return fired;
}

async function fire(
  { scheduleStore, sourceStore, jobQueue, log }: FiringDependencies,
  schedule: Schedule,
  { now, maxAttempts }: { now: Date; maxAttempts: number },
): Promise<string | null> {
  const { scheduleId, kind, sourceId, ownerId, request, cron, zone, nextFireAt: dueAt } = schedule;
  if (dueAt === null) {
    return null;
  }
  const skip = await reasonToSkip({ sourceStore, jobQueue }, schedule);
  const jobId = derivedUuid('schedule', scheduleId, dueAt);
  // The job first: when this process ends in between, the firing is repeated and finds the job.
  const [added] =
    skip === null ? await jobQueue.add([{ jobId, kind, sourceId, ownerId, request, maxAttempts }], now) : [undefined];
  const isFirst = await scheduleStore.fire(scheduleId, dueAt, {
    nextFireAt: nextFireAt(cron, zone, now),
    lastFiredAt: instantFromDate(now),
    lastJobId: skip === null ? jobId : schedule.lastJobId,
    lastSkip: skip,
  });
  if (isFirst) {
    log.log('info', 'schedule_fired', { schedule_id: scheduleId, kind, source_id: sourceId, outcome: skip ?? 'job_added' });
  }
  return added?.isNew ? jobId : null;
}

async function reasonToSkip(
  { sourceStore, jobQueue }: Pick<FiringDependencies, 'sourceStore' | 'jobQueue'>,
  { sourceId, lastJobId }: Schedule,
): Promise<ScheduleSkip | null> {
  const last = lastJobId === null ? null : await jobQueue.get(lastJobId);
  if (last !== null && !isFinalJobState(last.state)) {
    return 'still_running';
  }
  if (sourceId === null) {
    return null;
  }
  const source = await sourceStore.get(sourceId);
  return source === null ? 'source_missing' : source.status === 'paused' ? 'source_paused' : null;
}

/** Jobs that read a source: while one of them waits or is executed, nobody asks for another one. */
const reading: ReadonlySet<Job['kind']> = new Set(['ingest', 'run']);

async function poll(
  { sourceStore, jobQueue }: FiringDependencies,
  { sourceId, ownerId, via, status, pollInterval, rateLimitedUntil }: Source,
  { now, maxAttempts }: { now: Date; maxAttempts: number },
): Promise<string | null> {
  if (pollInterval === null || via === 'export' || status === 'paused') {
    return null;
  }
  const isHeldBack = rateLimitedUntil !== null && rateLimitedUntil > instantFromDate(now);
  const last = await sourceStore.lastAttempt(sourceId);
  const isEarly = last !== null && now.getTime() - Date.parse(last.startedAt) < pollInterval * 1_000;
  if (isHeldBack || isEarly) {
    return null;
  }
  const jobs = await jobQueue.list({ sourceId, limit: 20 });
  if (jobs.some(({ kind, state }) => reading.has(kind) && !isFinalJobState(state))) {
    return null;
  }
  const window = Math.floor(now.getTime() / (pollInterval * 1_000));
  const jobId = derivedUuid('poll', sourceId, String(window));
  const [added] = await jobQueue.add(
    [{ jobId, kind: 'ingest', sourceId, ownerId, request: { source: sourceId }, maxAttempts }],
    now,
  );
  return added?.isNew ? jobId : null;
}
