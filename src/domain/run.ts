import type { Instant } from './instant.ts';

export type StepName = 'ingest' | 'process' | 'topicize' | 'export';

/** Steps that one process at a time executes for a channel. An export only reads, and exports go to different folders. */
export type LockedStep = Exclude<StepName, 'export'>;

/** `partial`: finished, but some items failed. `nothing_to_do`: looked, and everything was done already. */
export type RunOutcome = 'running' | 'done' | 'nothing_to_do' | 'partial' | 'failed' | 'interrupted';

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
}
