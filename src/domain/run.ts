import type { Instant } from './instant.ts';
import type { TgParserError } from './tg-parser-error.ts';

export type StepName = 'ingest' | 'process' | 'topicize' | 'export';

/**
 * `partial`: finished, but some items failed. `nothing_to_do`: looked, and everything was done already. `stopped`: ended by something that
 * concerned all that was left (no budget, a wrong key), with what was done stored.
 */
export type RunOutcome = 'running' | 'done' | 'nothing_to_do' | 'partial' | 'stopped' | 'failed' | 'interrupted';
/** Steps that one process at a time executes for a channel. An export only reads, and exports go to different folders. */
export type LockedStep = Exclude<StepName, 'export'>;

/** One execution of one step. */
export interface Run {
  runId: string;
  step: StepName;
  channelId: string | null;
  startedAt: Instant;
  finishedAt: Instant | null;
  outcome: RunOutcome;
  /** The step's report as its step documents it; null while it runs. */
  report: Record<string, unknown> | null;
}

/** What a step hands back: the report is stored with the run and printed by the command. */
export interface StepResult<Report> {
  outcome: Exclude<RunOutcome, 'running'>;
  report: Report;
  /** Of a run that was `stopped`. */
  stoppedBy?: TgParserError;
}
