import type { ReportProgress } from '../../ports/progress.ts';

export interface LiveIngestOptions {
  /** `incremental` reads what is new and goes on downwards; `snapshot` reads the whole channel again and compares. Default incremental. */
  mode?: 'incremental' | 'snapshot' | undefined;
  /** Stop after this many new messages; the next run goes on from there. */
  limit?: number | undefined;
  /** How many of the newest messages each run compares with what is stored. Default 20. */
  recheck?: number | undefined;
  /** For how many days discussions under a post are looked at again. Default 7. */
  commentsWindowInDays?: number | undefined;
  /** Marks messages as gone however many they are. Default false. */
  isVanishConfirmed?: boolean | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ReportProgress | undefined;
}
