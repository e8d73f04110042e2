import { instantFromDate } from '../../domain/instant.ts';
import type { MessageSpace } from '../../domain/source-ref.ts';
import type { LiveWork } from './live-work.ts';

/** So few may go at once without a question, however small the channel is. */
const fewMessages = 10;
/** Of the messages that are stored of the channel. */
const largestShare = 0.2;
const markedAtOnce = 500;

/**
 * Marks known messages as gone, unless they are too many to be believed without a word from a person: a source that shows half of a channel
 * for a moment (a filter, a fault, a wrong account) must not look like a channel half of which was deleted.
 *
 * @returns false when nothing was marked for that reason
 */
export async function markVanished(
  { rawStore, channelId, report, clock, isVanishConfirmed }: LiveWork,
  ids: Record<MessageSpace, readonly number[]>,
): Promise<boolean> {
  const count = ids.post.length + ids.comment.length;
  if (!isVanishConfirmed && count > fewMessages && count > (await rawStore.counts(channelId)).total * largestShare) {
    report.vanished_unconfirmed += count;
    return false;
  }
  const at = instantFromDate(clock.now());
  for (const space of ['post', 'comment'] as const) {
    for (let start = 0; start < ids[space].length; start += markedAtOnce) {
      const some = ids[space].slice(start, start + markedAtOnce);
      report.vanished += await rawStore.writeChunk(channelId, (chunk) => chunk.markVanished(space, some, at));
    }
  }
  return true;
}
