import type { MessageSpace } from '../domain/source-ref.ts';
import type { RawStore } from '../ports/raw-store.ts';

/** Messages are read and settled by blocks of ids; footers are worked out from a block and the one before it. */
export const blockSize = 1024;

/** Telegram sends at most ten messages as one album, with consecutive ids. */
export const albumReach = 16;

export interface Block {
  space: MessageSpace;
  block: number;
}

/**
 * Blocks that a run must look at, posts first, ascending: those that hold changed messages, each with its follower, whose
 * footers depend on it, and its predecessor, from which an album may reach over the border, or has reached until now.
 *
 * @param plan.afterSequence what is settled already
 * @param plan.failed messages that are to be tried again
 */
export async function planBlocks(
  { rawStore }: { rawStore: RawStore },
  channelId: string,
  { afterSequence, failed }: { afterSequence: number; failed: readonly { space: MessageSpace; messageId: number }[] },
): Promise<Block[]> {
  const planned = new Map<string, Block>();
  const add = (space: MessageSpace, block: number) => planned.set(`${space}:${block}`, { space, block });
  for (const { space, block } of await rawStore.changedBlocks(channelId, afterSequence, blockSize)) {
    for (const near of [Math.max(0, block - 1), block, block + 1]) {
      add(space, near);
    }
  }
  for (const { space, messageId } of failed) {
    add(space, Math.floor(messageId / blockSize));
  }
  return [...planned.values()].sort(
    (left, right) => Number(left.space === 'comment') - Number(right.space === 'comment') || left.block - right.block,
  );
}
