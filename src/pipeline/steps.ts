import type { StepName } from '../domain/run.ts';
import type { ReportProgress } from '../ports/progress.ts';
import type { HoldOptions } from './acquire-lease.ts';

/** The order in which a message travels. */
export const steps = ['ingest', 'process', 'topicize', 'export'] as const satisfies readonly StepName[];

/** What every step takes beside its own options. */
export interface StepOptions {
  /** Whether to wait for another execution of the step. Default not. */
  hold?: HoldOptions | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ReportProgress | undefined;
}
