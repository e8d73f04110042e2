import type { Failure } from '../../domain/failure.ts';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import { readSpending } from '../../pipeline/read-spending.ts';
import type { Command } from '../command.ts';
import { describeFailures } from '../describe-failures.ts';
import { describeRun } from '../describe-run.ts';
import { describeSpending } from '../describe-spending.ts';

/** The failed messages that are listed for each source. */
const listedFailures = 50;

export const reportCommand: Command = {
  arguments: [{ name: '[run]', description: 'a run id, as a run prints it' }],
  examples: ['tg-parser report', 'tg-parser report 0b0e6f0e-8a43-4f0e-9a4e-1f8a0f0c2a55 --json'],
  async run({ configuration, openApplication, output }, _options, [runId]) {
    const application = await openApplication();
    const { runStore, sourceStore, documentStore } = application;
    if (runId !== undefined) {
      const run = await runStore.get(runId);
      if (!run) {
        throw new TgParserError('run_unknown', `No run has the id "${runId}"`, {
          hint: '"tg-parser report" lists the last runs.',
        });
      }
      await output.result(run, () => [JSON.stringify(run, null, 2)]);
      return 0;
    }
    const runs = await runStore.list({ limit: 10 });
    const failures: Failure[] = [];
    for (const { channelId } of await sourceStore.list()) {
      failures.push(...(channelId === null ? [] : await documentStore.failures(channelId, { limit: listedFailures })));
    }
    const spending = await readSpending(application, configuration.models.budgetUsd);
    await output.result({ runs, failures, spending }, () => [
      ...(runs.length === 0 ? ['Nothing was run yet.'] : []),
      ...runs.flatMap((run) => [
        `${run.startedAt}  ${run.outcome}  ${run.runId}`,
        ...(run.report === null || run.report.error !== undefined
          ? []
          : describeRun({ ...run.report, run_id: run.runId, step: run.step, outcome: run.outcome }).map((line) => `  ${line}`)),
      ]),
      ...describeFailures(failures),
      ...describeSpending(spending),
    ]);
    return 0;
  },
};
