import type { SkipReason } from '../domain/message-state.ts';
import type { RunUsage } from '../ports/run-usage.ts';

/** What a run of `process` did. `processed + skipped + failed + unchanged` = the raw messages that it looked at. */
export interface ProcessReport extends RunUsage {
  channel_id: string;
  /** Messages and albums that were given a document. */
  processed_total: number;
  /** Raw messages that get no document of their own. */
  skipped_total: number;
  failed_total: number;
  skipped_by_reason: Record<SkipReason, number>;
  /** By error code. */
  failed_by_class: Record<string, number>;
  /** Looked at, and settled by an earlier run. */
  unchanged_total: number;
  /** True when `limit` ended the run before all was done. */
  limited: boolean;
  /** Documents of the whole channel, as it is now. */
  documents_total: number;
  /** Of those: how many repeat an earlier one. */
  duplicates_total: number;
  noise_total: number;
  /** Documents of the whole channel by language. */
  languages: Record<string, number>;
  /** Failed messages of the whole channel that wait for --retry-failed. */
  failures_waiting_total: number;
  /** What batches brought; null for a run that asked for none. */
  batches: BatchTally | null;
  /** Batches of the channel that nobody fetched yet: `--batch` does. */
  batches_waiting_total: number;
  model_id: string;
  duration_seconds: number;
}

/** What became of batches in a run, those included that an earlier run handed in. */
export interface BatchTally {
  submitted: number;
  fetched: number;
  /** Refused, failed, or unknown to the provider: what they were to bring was asked directly. */
  abandoned: number;
  /** Messages and albums that they brought a valid answer about. */
  answered_items: number;
  /** US dollars for what was fetched, on the bill of the run that ordered it; null when a price is unknown. */
  cost_usd: number | null;
}

/** The part of a report that is counted while messages go by. */
export type ProcessTally = Pick<
  ProcessReport,
  'processed_total' | 'skipped_by_reason' | 'failed_by_class' | 'unchanged_total' | 'limited' | 'batches'
>;

export function createTally(): ProcessTally {
  return {
    processed_total: 0,
    skipped_by_reason: { service: 0, album_member: 0, without_text: 0 },
    failed_by_class: {},
    unchanged_total: 0,
    limited: false,
    batches: null,
  };
}
