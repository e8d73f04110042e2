import type { LiveChanges } from '../../ports/live-source.ts';
import type { LiveWork } from './live-work.ts';
import { markVanished } from './mark-vanished.ts';
import { moveCursors } from './move-cursors.ts';
import { takePage } from './take-page.ts';

/**
 * Takes over what Telegram says has happened since the last run: new messages, edits and deletions, without reading what stayed as it was.
 *
 * @returns false when it does not say, or not any more: the newest messages are to be compared then
 */
export async function followChanges(work: LiveWork): Promise<boolean> {
  const { live, sourceStore, source, signal } = work;
  if (!live.readChanges) {
    return false;
  }
  const { head, changeState } = await sourceStore.cursors(source.sourceId);
  if (changeState === null || head === null) {
    // Before the first page is read: what happens meanwhile is told the next time.
    await moveCursors(work, { changeState: (await live.readChanges(null, signal)).state });
    return false;
  }
  for (let state = changeState; ; ) {
    const changes = await live.readChanges(state, signal);
    if (changes.isTooLong) {
      await moveCursors(work, { changeState: changes.state });
      return false;
    }
    const isTaken = await takeChanges(work, changes);
    state = changes.state;
    if (!isTaken || !changes.hasMore) {
      return true;
    }
  }
}

/** @returns false when something of it was left for a later run, which is told the same again */
async function takeChanges(work: LiveWork, { messages, threads, deletedIds, state }: LiveChanges): Promise<boolean> {
  const page = { messages, threads, damages: [], covers: null, isLast: false };
  const stored = await takePage(work, page, 'oldest');
  const areMarked = await markVanished(work, { post: await presentAmong(work, deletedIds), comment: [] });
  if (work.report.limited || !areMarked) {
    return false;
  }
  await moveCursors(work, { changeState: state, ...(stored.length > 0 ? { head: Math.max(...stored) } : {}) });
  return true;
}

/** Deletions are told of messages, too, that were never stored. */
async function presentAmong({ rawStore, channelId }: LiveWork, ids: readonly number[]): Promise<number[]> {
  if (ids.length === 0) {
    return [];
  }
  const wanted = new Set(ids);
  return rawStore.writeChunk(channelId, async (chunk) =>
    (await chunk.presentBetween('post', Math.min(...ids), Math.max(...ids))).filter((id) => wanted.has(id)),
  );
}
