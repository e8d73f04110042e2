import type { Run } from '../domain/run.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { Application } from '../pipeline/application.ts';
import type { Visible } from './visible.ts';

/** @throws TgParserError `not_found`, also for a run of a channel that the caller does not see */
export async function visibleRun({ runStore }: Pick<Application, 'runStore'>, visible: Visible, runId: string): Promise<Run> {
  const run = await runStore.get(runId);
  if (run === null || run.channelId === null || !(await visible.hasCatalogue(run.channelId))) {
    throw new TgParserError('not_found', `There is no run "${runId}"`, { hint: 'GET /api/v1/runs lists them.' });
  }
  return run;
}
