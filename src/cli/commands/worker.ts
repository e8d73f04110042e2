import { createWatch } from '../../http/create-watch.ts';
import { serve } from '../../http/serve.ts';
import { runScheduler } from '../../jobs/run-scheduler.ts';
import type { Command } from '../command.ts';
import { wholeNumber } from '../parse-option.ts';
import { workOnJobs } from '../work-on-jobs.ts';

export const workerCommand: Command<{ concurrency?: number }> = {
  options: [
    {
      flags: '-c, --concurrency <n>',
      description: 'jobs at a time, instead of WORKER_CONCURRENCY',
      parse: wholeNumber('--concurrency', 1, 256),
    },
  ],
  examples: ['tg-parser worker', 'tg-parser worker -c 4'],
  async run({ configuration, openApplication, output, signal }, { concurrency = configuration.jobs.concurrency }) {
    const application = await openApplication({ withMetrics: true });
    // What is wrong with the database is said at once, not with each look at the queue.
    await application.jobQueue.depth(application.clock.now());
    const { metrics } = configuration.jobs;
    const watch =
      metrics && application.metrics ? await serve(createWatch(application.metrics), { ...metrics, graceInMs: 1_000 }) : null;
    if (watch) {
      output.notice(`Numbers of this worker: ${watch.url}/metrics`);
    }
    output.notice(
      `Executing jobs, ${concurrency} at a time. Ctrl-C stops it; jobs that are not done then go on in another worker.`,
    );
    const scheduling = runScheduler(application, { maxAttempts: configuration.jobs.maxAttempts, signal });
    const { ended } = await workOnJobs(application, configuration, { concurrency, signal });
    await scheduling;
    await watch?.stop();
    await output.result({ ended }, () => [
      `${ended.finished} jobs finished, ${ended.failed} failed, ${ended.dead} given up, ${ended.cancelled} cancelled, ${ended.queued} handed back, ${ended.lost} taken over by others`,
    ]);
    return 0;
  },
};
