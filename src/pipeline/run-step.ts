import type { StepResult } from '../domain/run.ts';
import type { RunStore } from '../ports/run-store.ts';
import type { LockDependencies, StepToHold } from './acquire-lease.ts';
import { type HeldStep, holdStep } from './hold-step.ts';
import { type RunReport, recordRun } from './record-run.ts';

export interface StepRun extends HeldStep {
  runId: string;
}

/**
 * Executes a step as a run and alone for its channel.
 *
 * @throws TgParserError `step_locked`, `step_lost`, and what the step throws
 */
export function runStep<Report extends object>(
  dependencies: LockDependencies & { runStore: RunStore },
  request: StepToHold,
  execute: (run: StepRun) => Promise<StepResult<Report>>,
): Promise<RunReport> {
  const { step, channelId } = request;
  return holdStep(dependencies, request, (held) =>
    recordRun(dependencies, { step, channelId, isAlone: true }, (runId) => execute({ ...held, runId })),
  );
}
