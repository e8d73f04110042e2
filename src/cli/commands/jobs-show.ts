import { findJob } from '../../jobs/find-job.ts';
import type { Command } from '../command.ts';
import { describeJob } from '../describe-job.ts';

export const jobsShowCommand: Command = {
  arguments: [{ name: '<job>', description: 'id of a job, as "jobs list" shows it' }],
  examples: [
    'tg-parser jobs show 6f1f6b0e-8a43-4f0e-9a4e-1f8a0f0c2a55',
    'tg-parser jobs show 6f1f6b0e-8a43-4f0e-9a4e-1f8a0f0c2a55 --json',
  ],
  async run({ openApplication, output }, _options, [jobId = '']) {
    const job = await findJob((await openApplication()).jobQueue, jobId);
    await output.result(job, () => describeJob(job));
    return 0;
  },
};
