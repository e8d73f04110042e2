import type { Job } from '../domain/job.ts';
import { oneLine } from './one-line.ts';

/** How a job stands, in a few words. */
export function describeJobState({ state, outcome, attempts, maxAttempts, cancelRequestedAt, progress }: Job): string {
  if (state === 'finished') {
    return (outcome ?? 'done').replaceAll('_', ' ');
  }
  if (state === 'running' && cancelRequestedAt !== null) {
    return 'being cancelled';
  }
  if (state === 'running' && progress !== null) {
    const of = progress.total === null ? '' : ` of ${progress.total}`;
    return `running, ${progress.activity} ${progress.done}${of} ${progress.unit}`;
  }
  return state === 'queued' && attempts > 0 ? `queued again, ${attempts} of ${maxAttempts} attempts` : state;
}

export function describeJob(job: Job): string[] {
  const { jobId, kind, sourceId, createdAt, startedAt, finishedAt, worker, error } = job;
  return [
    `Job ${jobId}`,
    `  ${kind}${sourceId === null ? '' : ` of ${oneLine(sourceId)}`}: ${describeJobState(job)}`,
    `  asked for ${createdAt}${startedAt === null ? '' : `, begun ${startedAt}`}${finishedAt === null ? '' : `, ended ${finishedAt}`}`,
    ...(worker === null ? [] : [`  executed by process ${worker.pid} on ${oneLine(worker.host)}`]),
    ...(error === null
      ? []
      : [`  ${error.code}: ${oneLine(error.message)}`, ...(error.hint === null ? [] : [`  ${oneLine(error.hint)}`])]),
  ];
}
