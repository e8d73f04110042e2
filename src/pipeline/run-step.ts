import { randomUUID } from 'node:crypto';
import type { ErrorCode } from '../domain/error-code.ts';
import type { RunOutcome, StepName, StepResult } from '../domain/run.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { RunStore } from '../ports/run-store.ts';
import type { StepLocks } from '../ports/step-locks.ts';
import { type HoldOptions, holdStep } from './hold-step.ts';

/** Why a run could not go on, as an error tells it. */
export interface StopCause {
  code: ErrorCode;
  message: string;
  hint: string | null;
}

/** What a finished run is remembered and printed by. */
export interface RunReport {
  run_id: string;
  step: StepName;
  outcome: RunOutcome;
  /** Of a run that was `stopped`. */
  stopped_by?: StopCause;
  [field: string]: unknown;
}

export interface StepDependencies {
  runStore: RunStore;
  stepLocks: StepLocks;
  clock: Clock;
}

/**
 * Executes a step as a run: alone for its channel, and stores that it began, and its report and outcome when it ends, also when it
 * fails or is interrupted.
 *
 * @param subject.hold whether to wait while the same step of the channel is executed elsewhere. Default not
 * @throws TgParserError `step_locked`, and what the step throws
 */
export async function runStep<Report extends object>(
  dependencies: StepDependencies,
  { step, channelId, hold = {} }: { step: StepName; channelId: string | null; hold?: HoldOptions | undefined },
  execute: (runId: string) => Promise<StepResult<Report>>,
): Promise<RunReport> {
  // Exports only read what is stored, and go to different folders.
  return step === 'export' || channelId === null
    ? recordRun(dependencies, { step, channelId, isAlone: false }, execute)
    : holdStep(dependencies, { step, channelId }, hold, () =>
        recordRun(dependencies, { step, channelId, isAlone: true }, execute),
      );
}

async function recordRun<Report extends object>(
  { runStore, clock }: StepDependencies,
  { step, channelId, isAlone }: { step: StepName; channelId: string | null; isAlone: boolean },
  execute: (runId: string) => Promise<StepResult<Report>>,
): Promise<RunReport> {
  const runId = randomUUID();
  await runStore.start({ runId, step, channelId, at: clock.now(), isAlone });
  try {
    const { outcome, report, stoppedBy } = await execute(runId);
    const whole = { ...report, ...(stoppedBy ? { stopped_by: describeStop(stoppedBy) } : {}) };
    await runStore.finish(runId, { outcome, report: whole, at: clock.now() });
    return { ...whole, run_id: runId, step, outcome };
  } catch (error) {
    const { outcome, code, message } = describeFailure(error);
    // The step's own error is what the caller must see, even when the report of it cannot be stored (a full disk).
    await runStore.finish(runId, { outcome, report: { error: { code, message } }, at: clock.now() }).catch(() => undefined);
    throw error;
  }
}

function describeStop({ code, message, hint }: TgParserError): StopCause {
  return { code, message, hint: hint ?? null };
}

function describeFailure(error: unknown): { outcome: RunOutcome; code: string; message: string } {
  if (error instanceof TgParserError) {
    return { outcome: error.code === 'interrupted' ? 'interrupted' : 'failed', code: error.code, message: error.message };
  }
  return { outcome: 'failed', code: 'internal', message: error instanceof Error ? error.message : String(error) };
}
