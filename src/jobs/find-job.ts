import type { Job } from '../domain/job.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { JobQueue } from '../ports/job-queue.ts';

/** @throws TgParserError `job_unknown`, also for a job that who asks may not see */
export async function findJob(
  jobQueue: Pick<JobQueue, 'get'>,
  jobId: string,
  maySee: (job: Job) => boolean | Promise<boolean> = () => true,
): Promise<Job> {
  const job = await jobQueue.get(jobId);
  if (job === null || !(await maySee(job))) {
    throw new TgParserError('job_unknown', `There is no job "${jobId}"`, {
      hint: '"tg-parser jobs list" shows the last ones.',
    });
  }
  return job;
}
