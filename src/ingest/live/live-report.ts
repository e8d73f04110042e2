import type { Damage, UnknownShape } from '../../ports/message-source.ts';
import type { MessagePlace } from '../../ports/raw-store.ts';
import type { StoredBatch } from '../store-messages.ts';

/**
 * What a run did with a live channel. `total = posts + comments + service + album_members + duplicates`, as in an import; `duplicates`
 * are known messages that were seen again.
 */
export interface LiveIngestReport {
  source_id: string;
  channel_id: string;
  total: number;
  posts: number;
  comments: number;
  service: number;
  album_members: number;
  duplicates: number;
  added: number;
  changed: number;
  rearranged: number;
  /** Known messages that are gone at their source, and were marked so now. */
  vanished: number;
  /** Known messages that seem to be gone: too many at once to believe it without a word from a person. */
  vanished_unconfirmed: number;
  damaged: number;
  /** The first hundred. */
  damages: Damage[];
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

/** Damages beyond this are counted and not listed. */
const listedDamages = 100;

export function emptyLiveReport(sourceId: string, channel: { channelId: string; notices: string[] }): LiveIngestReport {
  return {
    source_id: sourceId,
    channel_id: channel.channelId,
    total: 0,
    posts: 0,
    comments: 0,
    service: 0,
    album_members: 0,
    duplicates: 0,
    added: 0,
    changed: 0,
    rearranged: 0,
    vanished: 0,
    vanished_unconfirmed: 0,
    damaged: 0,
    damages: [],
    unknown_shapes: [],
    notices: channel.notices,
    pages: 0,
    unavailable_threads: 0,
    limited: false,
    backfilled: false,
    duration_seconds: 0,
  };
}

export function countBatch(report: LiveIngestReport, { added, known, changed, moved }: StoredBatch): void {
  report.total += added.length + known;
  report.duplicates += known;
  report.added += added.length;
  report.changed += changed;
  report.rearranged += moved.length;
  for (const place of added) {
    report[countedAs(place)] += 1;
  }
  for (const { before, after } of moved) {
    report[countedAs(before)] -= 1;
    report[countedAs(after)] += 1;
  }
}

export function countDamages(report: LiveIngestReport, damages: readonly Damage[]): void {
  report.damaged += damages.length;
  report.damages.push(...damages.slice(0, listedDamages - report.damages.length));
}

function countedAs({ isService, space, albumId, messageId }: MessagePlace): 'service' | 'album_members' | 'comments' | 'posts' {
  if (isService) {
    return 'service';
  }
  if (albumId !== null && albumId !== messageId) {
    return 'album_members';
  }
  return space === 'comment' ? 'comments' : 'posts';
}
