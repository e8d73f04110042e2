import { isFinalJobState } from '../../domain/job.ts';
import { findJob } from '../../jobs/find-job.ts';
import type { Command } from '../command.ts';
import { describeJob } from '../describe-job.ts';

export const jobsCancelCommand: Command = {
  arguments: [{ name: '<job>', description: 'id of a job; what it finished so far stays' }],
  examples: ['tg-parser jobs cancel 6f1f6b0e-8a43-4f0e-9a4e-1f8a0f0c2a55'],
  async run({ openApplication, output }, _options, [jobId = '']) {
    const { jobQueue, clock } = await openApplication();
    const before = await findJob(jobQueue, jobId);
    const job = (await jobQueue.cancel(jobId, clock.now())) ?? before;
    if (isFinalJobState(before.state)) {
      output.notice('The job has ended already: there is nothing to cancel.');
    }
    await output.result(job, () => describeJob(job));
    return 0;
  },
};
