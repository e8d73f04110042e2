import type { StepName } from '../domain/run.ts';
import type { ReportProgress } from '../ports/progress.ts';

/** The order in which a message travels. */
export const steps = ['ingest', 'process', 'topicize', 'export'] as const satisfies readonly StepName[];

/** What every step takes beside its own options. */
export interface StepOptions {
  signal?: AbortSignal | undefined;
  onProgress?: ReportProgress | undefined;
}
