import type { Damage } from '../ports/message-source.ts';
import type { MessagePlace } from '../ports/raw-store.ts';
import type { StoredBatch } from './store-messages.ts';

/**
 * What is counted while messages are stored, whatever road they come by. `total = posts + comments + service + album_members + duplicates`:
 * the first four count what was added.
 */
export interface IngestCounts {
  total: number;
  posts: number;
  comments: number;
  service: number;
  /** Added messages that belong to an album of which they are not the first. */
  album_members: number;
  /** Messages that were known already: stored before, or met twice. */
  duplicates: number;
  added: number;
  /** Observed changes of known messages. */
  changed: number;
  /** Known messages whose thread or album was settled anew because of messages that came now. */
  rearranged: number;
  damaged: number;
  /** The first hundred. */
  damages: Damage[];
}

/** Damages beyond this are counted and not listed. */
const listedDamages = 100;

export function noCounts(): IngestCounts {
  return {
    total: 0,
    posts: 0,
    comments: 0,
    service: 0,
    album_members: 0,
    duplicates: 0,
    added: 0,
    changed: 0,
    rearranged: 0,
    damaged: 0,
    damages: [],
  };
}

export function countBatch(counts: IngestCounts, { added, known, changed, moved }: StoredBatch): void {
  counts.total += added.length + known;
  counts.duplicates += known;
  counts.added += added.length;
  counts.changed += changed;
  counts.rearranged += moved.length;
  for (const place of added) {
    counts[countedAs(place)] += 1;
  }
  for (const { before, after } of moved) {
    counts[countedAs(before)] -= 1;
    counts[countedAs(after)] += 1;
  }
}

export function countDamages(counts: IngestCounts, damages: readonly Damage[]): void {
  counts.damaged += damages.length;
  counts.damages.push(...damages.slice(0, listedDamages - counts.damages.length));
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
