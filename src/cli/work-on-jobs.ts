import type { Configuration } from '../config/configuration.ts';
import { executeJob } from '../jobs/execute-job.ts';
import { runWorker, type WorkerReport } from '../jobs/run-worker.ts';
import type { Application } from '../pipeline/application.ts';
import { programVersion } from './program-version.ts';

/** Executes jobs as the settings say, until the signal fires. */
export function workOnJobs(
  application: Application,
  { jobs, retry, topicization }: Pick<Configuration, 'jobs' | 'retry' | 'topicization'>,
  { concurrency = jobs.concurrency, signal }: { concurrency?: number | undefined; signal: AbortSignal },
): Promise<WorkerReport> {
  const { exportsDirectory, retentionInDays: jobRetentionInDays } = jobs;
  const settings = { topicization, exportsDirectory, jobRetentionInDays, programVersion: programVersion() };
  return runWorker(application, {
    ...{ concurrency, signal, heartbeatInMs: jobs.heartbeatInMs, shutdownGraceInMs: jobs.shutdownGraceInMs },
    backoff: { baseInMs: retry.backoffBaseInMs, maxInMs: retry.backoffMaxInMs, jitter: retry.jitter },
    execute: (job, run) => executeJob(application, job, { ...settings, ...run }),
  });
}
