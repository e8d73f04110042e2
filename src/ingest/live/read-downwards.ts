import { isBackfilled } from './is-backfilled.ts';
import type { LiveWork } from './live-work.ts';
import { moveCursors } from './move-cursors.ts';
import { isBelowHistory } from './source-history.ts';
import { takePage } from './take-page.ts';

/**
 * Goes on downwards from where an earlier run stopped, a first run from the newest message, until the begin of the channel, or of what
 * the source wants of it, or the limit.
 */
export async function readDownwards(work: LiveWork): Promise<void> {
  const { live, sourceStore, source, signal, report } = work;
  const { backfill, backfilledTo } = await sourceStore.cursors(source.sourceId);
  if (isBackfilled(source, backfilledTo)) {
    return;
  }
  if (work.room() === 0) {
    report.limited = true;
    return;
  }
  let isReached = backfill !== null;
  for await (const page of live.readOlder({ beforeId: backfill }, { signal, mostMessages: work.room() })) {
    const stored = await takePage(work, page, 'newest');
    if (stored.length > 0) {
      isReached = true;
      await moveCursors(work, { head: Math.max(...stored), backfill: Math.min(...stored) });
    }
    const isEnd = page.isLast || isBelowHistory(source, page);
    // A channel that shows nothing yet has no end: what comes later is read from the top again.
    if (!report.limited && isEnd && isReached) {
      await moveCursors(work, { backfilledTo: page.isLast ? 'begin' : (source.historyFrom ?? 'begin') });
    }
    report.limited ||= !isEnd && work.room() === 0;
    if (report.limited || isEnd) {
      return;
    }
  }
}
