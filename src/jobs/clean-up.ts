import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../ports/clock.ts';
import type { IdempotencyStore } from '../ports/idempotency-store.ts';
import type { JobQueue } from '../ports/job-queue.ts';
import type { JobEnd } from './execute-job.ts';

export interface CleanUpOptions {
  /** How long jobs are kept after their end. */
  jobRetentionInDays: number;
  /** Folder that holds a folder for each export job. */
  exportsDirectory: string;
  signal?: AbortSignal | undefined;
}

const dayInMs = 86_400_000;
const atOnce = 500;
/** Whatever else lies in the folder is not ours. */
const jobIdPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Removes what is kept for a time only: jobs that ended long ago, the files of jobs that are not there any more, and answers of yesterday. */
export async function cleanUp(
  { jobQueue, idempotencyStore, clock }: { jobQueue: JobQueue; idempotencyStore: IdempotencyStore; clock: Clock },
  { jobRetentionInDays, exportsDirectory, signal }: CleanUpOptions,
): Promise<JobEnd> {
  const endedBefore = new Date(clock.now().getTime() - jobRetentionInDays * dayInMs);
  let jobs = 0;
  for (let forgotten = atOnce; forgotten === atOnce && !signal?.aborted; jobs += forgotten) {
    forgotten = (await jobQueue.forget(endedBefore, atOnce)).length;
  }
  let folders = 0;
  for (const name of await folderNames(exportsDirectory)) {
    // Also what a clean-up that was cut off has left.
    if (!signal?.aborted && (await jobQueue.get(name)) === null) {
      await rm(join(exportsDirectory, name), { recursive: true, force: true });
      folders += 1;
    }
  }
  const answers = await idempotencyStore.forget(new Date(clock.now().getTime() - dayInMs));
  return {
    outcome: jobs + folders + answers === 0 ? 'nothing_to_do' : 'done',
    result: { jobs_removed: jobs, export_folders_removed: folders, answers_removed: answers },
  };
}

async function folderNames(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory() && jobIdPattern.test(entry.name)).map(({ name }) => name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return [];
    }
    throw error;
  }
}
