import { type JobKind, type JobState, jobKinds, jobStates } from '../../domain/job.ts';
import { findSource } from '../../pipeline/find-source.ts';
import type { Command } from '../command.ts';
import { describeJobState } from '../describe-job.ts';
import { wholeNumber } from '../parse-option.ts';

export const jobsListCommand: Command<{ source?: string; state?: JobState; kind?: JobKind; limit: number; after?: string }> = {
  options: [
    { flags: '--source <name>', description: 'only jobs of this source' },
    {
      flags: '--state <state>',
      description: 'only jobs in this state; "dead" are those that were given up',
      choices: jobStates,
    },
    { flags: '--kind <kind>', description: 'only jobs of this kind', choices: jobKinds },
    { flags: '--limit <n>', description: 'at most so many', parse: wholeNumber('--limit', 1, 1000), defaultValue: 50 },
    { flags: '--after <job>', description: 'only jobs that were asked for before this one' },
  ],
  examples: ['tg-parser jobs list', 'tg-parser jobs list --state dead --json'],
  async run({ openApplication, output }, { source, ...filter }) {
    const { jobQueue, sourceStore, clock } = await openApplication();
    const sourceId = source === undefined ? undefined : (await findSource(sourceStore, source)).sourceId;
    const jobs = await jobQueue.list({ ...filter, sourceId });
    const queue = await jobQueue.depth(clock.now());
    await output.result({ jobs, queue }, async () => {
      if (jobs.length === 0) {
        return ['There are no such jobs: "tg-parser jobs start" and the HTTP API make some.'];
      }
      const { formatTable } = await import('../format-table.ts');
      return [
        ...formatTable([
          ['job', 'kind', 'source', 'state', 'asked for', 'ended'],
          ...jobs.map((job) => [job.jobId, job.kind, job.sourceId, describeJobState(job), job.createdAt, job.finishedAt]),
        ]),
        `${queue.byState.queued} wait, ${queue.byState.running} are executed, ${queue.byState.dead} were given up`,
      ];
    });
    return 0;
  },
};
