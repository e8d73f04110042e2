import type { ErrorCode } from '../../domain/error-code.ts';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { ThreadState } from '../../ports/live-source.ts';
import type { ThreadCursor } from '../../ports/source-store.ts';
import type { LiveWork } from './live-work.ts';
import { storePage } from './store-page.ts';

/** What is true of one discussion and not of the channel. */
const threadProblems: ReadonlySet<ErrorCode> = new Set(['channel_missing', 'channel_private', 'channel_forbidden']);

/**
 * Reads the discussions that have moved since they were read last, each from its newest known comment on. Called before the cursors pass
 * the posts: a run that is cut off here comes back to them.
 *
 * @returns false when the limit left some unread
 */
export async function readThreads(work: LiveWork, threads: readonly ThreadState[]): Promise<boolean> {
  const { source, live, sourceStore, report } = work;
  if (!source.includeComments || !live.readThread) {
    return true;
  }
  const ids = threads.map(({ postId }) => postId);
  const cursors = await sourceStore.threadCursors(source.sourceId, ids);
  for (const thread of threads) {
    const cursor = cursors.get(thread.postId) ?? { postId: thread.postId, replies: 0, newestCommentId: null, problem: null };
    if (hasMoved(thread, cursor)) {
      report.limited ||= work.room() === 0;
      if (report.limited) {
        return false;
      }
      await readThread(work, thread, cursor);
    }
  }
  return !report.limited;
}

/** The counter counts deletions, too: a thread where one came and one went shows it by its newest comment. */
function hasMoved({ replies, lastReplyId }: ThreadState, cursor: ThreadCursor): boolean {
  const hasNewer = replies > 0 && (lastReplyId ?? 0) > (cursor.newestCommentId ?? 0);
  return replies !== cursor.replies || (hasNewer && cursor.problem === null);
}

async function readThread(work: LiveWork, { postId, replies }: ThreadState, cursor: ThreadCursor): Promise<void> {
  const { source, live, sourceStore, report, signal } = work;
  let { newestCommentId } = cursor;
  const note = (move: Partial<ThreadCursor>) =>
    sourceStore.moveThreadCursor(source.sourceId, { ...cursor, newestCommentId, problem: null, ...move });
  try {
    const pages = live.readThread?.({ postId, afterId: newestCommentId ?? 0 }, { signal, mostMessages: work.room() }) ?? [];
    for await (const page of pages) {
      const { stored, isCut } = await storePage(work, page, { space: 'comment', takeFrom: 'oldest' });
      if (stored.length > 0) {
        newestCommentId = Math.max(newestCommentId ?? 0, ...stored);
        await note({});
      }
      report.limited ||= isCut || (!page.isLast && work.room() === 0);
      if (report.limited) {
        return;
      }
    }
    await note({ replies });
  } catch (error) {
    if (!(error instanceof TgParserError) || !threadProblems.has(error.code)) {
      throw error;
    }
    // Looked at again when its counter moves.
    await note({ replies, problem: error.code });
    report.unavailable_threads += 1;
  }
}
