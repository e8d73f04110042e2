import { isBackfilled } from './is-backfilled.ts';
import type { LiveWork } from './live-work.ts';
import { moveCursors } from './move-cursors.ts';
import { isBelowHistory } from './source-history.ts';
import { takePage } from './take-page.ts';

/** Reads the whole channel again, newest first, and compares it with what is stored. Cursors move as in any run, and never back. */
export async function readSnapshot(work: LiveWork): Promise<void> {
  const { live, sourceStore, source, report, signal } = work;
  const before = await sourceStore.cursors(source.sourceId);
  let newest = 0;
  for await (const page of live.readOlder({ beforeId: null }, { signal })) {
    const stored = await takePage(work, page, 'newest');
    newest = Math.max(newest, ...stored);
    const lowest = Math.min(...stored);
    // While the way down has not come to the head, the messages between are not all stored.
    const touchesHead = before.head === null || lowest <= before.head + 1;
    if (stored.length > 0 && touchesHead) {
      await moveCursors(work, { head: newest, backfill: lowest });
    }
    if (report.limited) {
      return;
    }
    if (page.isLast || isBelowHistory(source, page)) {
      const backfilledTo = page.isLast ? 'begin' : source.historyFrom;
      if (newest > 0 && !isBackfilled(source, before.backfilledTo)) {
        await moveCursors(work, { head: newest, backfilledTo });
      }
      return;
    }
  }
}
