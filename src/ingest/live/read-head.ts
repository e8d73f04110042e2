import type { Instant } from '../../domain/instant.ts';
import type { LivePage } from '../../ports/live-source.ts';
import type { LiveWork } from './live-work.ts';
import { lowestOf } from './lowest-of.ts';
import { moveCursors } from './move-cursors.ts';
import { isBeyondHistory } from './source-history.ts';
import { takePage } from './take-page.ts';

/**
 * Reads what is newer than the head, and compares the newest known messages with what is stored. A channel of which nothing is known has
 * no head: it is read downwards.
 *
 * One request is enough when the newest page touches the head. When it does not, the pages in between are read upwards from the head,
 * so that the head never passes a message that is not stored.
 */
export async function readHead(
  work: LiveWork,
  { recheck, commentsSince }: { recheck: number; commentsSince: Instant },
): Promise<void> {
  const { live, sourceStore, source, signal } = work;
  const { head, backfill } = await sourceStore.cursors(source.sourceId);
  if (head === null) {
    return;
  }
  let compared = 0;
  for await (const page of live.readOlder({ beforeId: null }, { signal })) {
    const lowest = lowestOf(page);
    if (compared === 0 && lowest !== null && lowest > head + 1 && !page.isLast) {
      await readUpwards(work, head);
      return;
    }
    await (compared === 0 ? storeTop(work, page, head) : storeBelow(work, page));
    compared += page.messages.length;
    const isCompared = compared >= recheck && !isWatched(work, page, commentsSince);
    if (work.report.limited || page.isLast || isCompared || lowest === null || lowest <= (backfill ?? 0)) {
      return;
    }
  }
}

/** Whether the posts of a page are so young that their discussions may go on. */
function isWatched({ source, live }: LiveWork, { messages: [oldest] }: LivePage, since: Instant): boolean {
  return source.includeComments && live.readThread !== undefined && oldest !== undefined && oldest.date >= since;
}

/** With the limit the oldest new ones go first: the head stays right behind what is stored. */
async function storeTop(work: LiveWork, page: LivePage, head: number): Promise<void> {
  const stored = await takePage(work, page, 'oldest');
  await moveCursors(work, { head: Math.max(head, ...stored) });
}

/** May reach below where an earlier run stopped: the pages of this way down leave nothing out. */
async function storeBelow(work: LiveWork, page: LivePage): Promise<void> {
  const stored = await takePage(work, page, 'newest');
  if (stored.length > 0) {
    await moveCursors(work, { backfill: Math.min(...stored) });
  }
}

async function readUpwards(work: LiveWork, head: number): Promise<void> {
  const { live, report, source, signal } = work;
  report.limited = work.room() === 0;
  if (report.limited) {
    return;
  }
  for await (const page of live.readNewer({ afterId: head }, { signal, mostMessages: work.room() })) {
    const stored = await takePage(work, page, 'oldest');
    await moveCursors(work, { head: Math.max(head, ...stored) });
    report.limited ||= !page.isLast && work.room() === 0;
    if (report.limited || isBeyondHistory(source, page)) {
      return;
    }
  }
}
