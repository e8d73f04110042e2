import type { ReportProgress } from '../ports/progress.ts';

/** Names the way in which documents are made; another way needs another name. */
export const currentVersion = 'processing:v1.0.0';

export interface ProcessOptions {
  runId: string;
  /** Make every document again. */
  force?: boolean | undefined;
  /** Try failed messages again; without it a failed message waits until it changes. */
  retryFailed?: boolean | undefined;
  /** At most this many messages and albums; the next run goes on from there. */
  limit?: number | undefined;
  /** Calls to the model at a time, default 1. */
  concurrency?: number | undefined;
  /** US dollars that the run may spend at most. */
  budgetUsd?: number | null | undefined;
  /** Asks in batches first, at the price of batches, and waits for them. Only for a model that has `batches`. Default false. */
  inBatches?: boolean | undefined;
  /** False asks the model again also about what it answered before. Default true. */
  useCache?: boolean | undefined;
  /** Recorded in each document, default the version of this program. */
  pipelineVersion?: string | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ReportProgress | undefined;
}
