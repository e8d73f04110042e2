import type { StepResult } from '../domain/run.ts';
import type { RunStore } from '../ports/run-store.ts';
import type { LockDependencies } from './acquire-lease.ts';
import { type CatalogueToHold, holdCatalogue } from './hold-catalogue.ts';
import type { HeldStep } from './hold-step.ts';
import { type RunReport, recordRun } from './record-run.ts';

export interface StepRun extends HeldStep {
  runId: string;
}

/**
 * Executes a step as a run and alone for its channel, or for its set of channels and each of them.
 *
 * @throws TgParserError `step_locked`, `step_lost`, and what the step throws
 */
export function runStep<Report extends object>(
  dependencies: LockDependencies & { runStore: RunStore },
  request: CatalogueToHold,
  execute: (run: StepRun) => Promise<StepResult<Report>>,
): Promise<RunReport> {
  const { step, channelId } = request;
  return holdCatalogue(dependencies, request, (held) =>
    recordRun(dependencies, { step, channelId, isAlone: true }, (runId) => execute({ ...held, runId })),
  );
}
