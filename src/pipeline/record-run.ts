import { randomUUID } from 'node:crypto';
import type { ErrorCode } from '../domain/error-code.ts';
import type { RunOutcome, StepName, StepResult } from '../domain/run.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { Clock } from '../ports/clock.ts';
import { withLogFields } from '../ports/log-context.ts';
import type { RunStore } from '../ports/run-store.ts';

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

export interface RunToRecord {
  step: StepName;
  /** Null for a run about several channels. */
  channelId: string | null;
  /** True for the holder of the step's lock: what others left running of it has ended. Default false. */
  isAlone?: boolean | undefined;
}

/**
 * Executes a step as a run: stores that it began, and its report and outcome when it ends, also when it fails or is interrupted.
 *
 * @throws what the step throws
 */
export async function recordRun<Report extends object>(
  { runStore, clock }: { runStore: RunStore; clock: Clock },
  { step, channelId, isAlone = false }: RunToRecord,
  execute: (runId: string) => Promise<StepResult<Report>>,
): Promise<RunReport> {
  const runId = randomUUID();
  await runStore.start({ runId, step, channelId, at: clock.now(), isAlone });
  try {
    const work = () => execute(runId);
    const { outcome, report, stoppedBy } = await withLogFields({ run_id: runId, step, channel_id: channelId }, work);
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
    const isStopped = error.code === 'interrupted' || error.code === 'step_lost';
    return { outcome: isStopped ? 'interrupted' : 'failed', code: error.code, message: error.message };
  }
  return { outcome: 'failed', code: 'internal', message: error instanceof Error ? error.message : String(error) };
}
