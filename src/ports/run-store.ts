import type { Run, RunOutcome, StepName } from '../domain/run.ts';

/** Every execution of a step with its report: database `processing`. */
export interface RunStore {
  /**
   * Runs of the same channel and step that a dead process left `running` become `interrupted`.
   *
   * @param run.isAlone whether the caller holds the lock of the step: whoever else seems to run is then dead, on other hosts, too
   */
  start(run: { runId: string; step: StepName; channelId: string | null; at: Date; isAlone?: boolean }): Promise<void>;
  finish(runId: string, result: { outcome: RunOutcome; report: Record<string, unknown>; at: Date }): Promise<void>;
  get(runId: string): Promise<Run | null>;
  /** Newest first. @param options.after id of the run behind which to go on; nothing follows an unknown one */
  list(options: { channelId?: string | undefined; limit: number; after?: string | undefined }): Promise<Run[]>;
  removeChannel(channelId: string): Promise<void>;
}
