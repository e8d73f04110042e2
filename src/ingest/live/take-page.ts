import type { LivePage } from '../../ports/live-source.ts';
import type { LiveWork } from './live-work.ts';
import { readThreads } from './read-threads.ts';
import { storePage } from './store-page.ts';

/**
 * Stores a page with the discussions under its posts.
 *
 * @returns ids that a cursor may pass: none while discussions are left unread, and without what the limit left out. `report.limited`
 *   tells that the limit was reached
 */
export async function takePage(work: LiveWork, page: LivePage, takeFrom: 'oldest' | 'newest'): Promise<number[]> {
  const { report } = work;
  const { stored, isCut } = await storePage(work, page, { takeFrom });
  const posts = new Set(stored);
  const areRead = await readThreads(
    work,
    page.threads.filter(({ postId }) => posts.has(postId)),
  );
  report.limited ||= isCut;
  return areRead ? stored : [];
}
