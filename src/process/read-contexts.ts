import type { RawStore } from '../ports/raw-store.ts';
import { cleanText } from './clean-text.ts';
import type { PreparedUnit } from './prepare-unit.ts';

/** Enough to know what a comment is about. */
const mostCharacters = 400;

/**
 * The start of the post under which each comment stands, by the comment's source_ref. Without it "Where can I buy one?" says nothing;
 * in groups, where nothing stands under a post, there is none.
 */
export async function readContexts(
  rawStore: Pick<RawStore, 'getMessages'>,
  channelId: string,
  units: readonly PreparedUnit[],
): Promise<Map<string, string>> {
  const comments = units.flatMap(({ unit: { first } }) =>
    first.space === 'comment' ? [{ ref: first.message.source_ref, postId: Number(first.message.thread_id) }] : [],
  );
  if (comments.length === 0) {
    return new Map();
  }
  const posts = await rawStore.getMessages(channelId, 'post', [...new Set(comments.map(({ postId }) => postId))]);
  const texts = new Map(posts.map(({ messageId, message }) => [messageId, shorten(cleanText(message.text))]));
  return new Map(
    comments.flatMap(({ ref, postId }): [string, string][] => {
      const text = texts.get(postId);
      return text ? [[ref, text]] : [];
    }),
  );
}

/** Cuts no character in two. */
function shorten(text: string): string {
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters).replace(/[\ud800-\udbff]$/, '')}…`;
}
