import type { UnknownShape } from '../../ports/message-source.ts';
import { type IngestCounts, noCounts } from '../ingest-counts.ts';

/** What a run did with a live channel; `duplicates` are known messages that were seen again. */
export interface LiveIngestReport extends IngestCounts {
  source_id: string;
  channel_id: string;
  /** Known messages that are gone at their source, and were marked so now. */
  vanished: number;
  /** Known messages that seem to be gone: too many at once to believe it without a word from a person. */
  vanished_unconfirmed: number;
  unknown_shapes: UnknownShape[];
  notices: string[];
  pages: number;
  /** Discussions that moved and cannot be read. */
  unavailable_threads: number;
  /** True when `limit` ended the run before the channel did. */
  limited: boolean;
  /** True when nothing older is left to be read. */
  backfilled: boolean;
  duration_seconds: number;
}

export function emptyLiveReport(sourceId: string, channel: { channelId: string; notices: string[] }): LiveIngestReport {
  return {
    source_id: sourceId,
    channel_id: channel.channelId,
    ...noCounts(),
    vanished: 0,
    vanished_unconfirmed: 0,
    unknown_shapes: [],
    notices: [...channel.notices],
    pages: 0,
    unavailable_threads: 0,
    limited: false,
    backfilled: false,
    duration_seconds: 0,
  };
}
