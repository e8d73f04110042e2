import { instantFromDate } from '../../domain/instant.ts';
import type { RawMessage } from '../../domain/raw-message.ts';
import type { MessageSpace } from '../../domain/source-ref.ts';
import { parseSourceRef } from '../../domain/source-ref.ts';
import type { LivePage } from '../../ports/live-source.ts';
import { countBatch, countDamages } from '../ingest-counts.ts';
import { storeMessages } from '../store-messages.ts';
import type { LiveWork } from './live-work.ts';
import { isOfHistory } from './source-history.ts';

export interface StoredPage {
  /** Ids that are stored now, of those on the page, in the order in which they were taken; without those that the limit left out. */
  stored: number[];
  /** Whether the limit left some out. */
  isCut: boolean;
}

/**
 * Stores what the source wants of a page, compares it with what is known, and notes which known messages are missing on it.
 *
 * @param takeFrom which end of the page goes first when the limit has no room for all
 */
export async function storePage(
  work: LiveWork,
  page: LivePage,
  { space = 'post', takeFrom }: { space?: MessageSpace; takeFrom: 'oldest' | 'newest' },
): Promise<StoredPage> {
  const { report, channelId, rawStore, clock } = work;
  report.pages += 1;
  countDamages(report, page.damages);
  const wanted = page.messages.filter((message) => isOfHistory(work.source, message));
  const ordered = takeFrom === 'oldest' ? wanted : wanted.toReversed();
  const at = instantFromDate(clock.now());
  const limit = work.room();
  const { batch, missing, isBack } = await rawStore.writeChunk(channelId, async (chunk) => {
    const stored = await storeMessages(chunk, { space, messages: ordered, limit }, at);
    const seen = page.messages.map(idOf);
    const { covers } = page;
    const present = covers === null ? [] : await chunk.presentBetween(space, covers.firstId, covers.lastId);
    const onPage = new Set(seen);
    return {
      batch: stored,
      missing: present.filter((id) => !onPage.has(id)),
      isBack: await chunk.markVanished(space, seen, null),
    };
  });
  countBatch(report, batch);
  report.changed += isBack;
  work.vanishing.note(space, missing);
  const added = new Set(batch.added.map(({ messageId }) => messageId));
  const left = wanted.length - batch.added.length - batch.known;
  const stored = left === 0 ? ordered.map(idOf) : firstStored(ordered.map(idOf), added, batch.added.length);
  work.onPage();
  return { stored, isCut: left > 0 };
}

/** Up to the first message that the limit left out. */
function firstStored(ids: number[], added: ReadonlySet<number>, room: number): number[] {
  if (room === 0) {
    return [];
  }
  const last = ids.findLastIndex((id) => added.has(id));
  return ids.slice(0, last + 1);
}

function idOf(message: RawMessage): number {
  return parseSourceRef(message.source_ref).messageId;
}
