import type { MessageSpace } from '../domain/source-ref.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { RawStore } from '../ports/raw-store.ts';
import { isFurtherMember } from './message-unit.ts';

/** Messages are read and settled by blocks of ids; footers are worked out from a block and the one before it. */
export const blockSize = 1024;

/** Telegram sends at most ten messages as one album, with consecutive ids. */
export const albumReach = 16;

export interface Block {
  space: MessageSpace;
  block: number;
}

export interface PlanStores {
  rawStore: RawStore;
  documentStore: DocumentStore;
}

/**
 * Blocks that a run must look at, posts first, ascending: those that hold changed messages, each with its follower, whose
 * footers depend on it, and its predecessor where an album reaches over the border.
 *
 * @param afterSequence what is settled already
 */
export async function planBlocks(
  { rawStore, documentStore }: PlanStores,
  channelId: string,
  { afterSequence, withFailed }: { afterSequence: number; withFailed: boolean },
): Promise<Block[]> {
  const planned = new Map<string, Block>();
  const add = (space: MessageSpace, block: number) => planned.set(`${space}:${block}`, { space, block });
  for (const { space, block } of await rawStore.changedBlocks(channelId, afterSequence, blockSize)) {
    add(space, block);
    add(space, block + 1);
    if (!planned.has(`${space}:${block - 1}`) && (await beginsInsideAlbum(rawStore, channelId, { space, block }))) {
      add(space, block - 1);
    }
  }
  if (withFailed) {
    for (const { space, messageId } of await documentStore.failedMessageIds(channelId)) {
      add(space, Math.floor(messageId / blockSize));
    }
  }
  return [...planned.values()].sort(
    (left, right) => Number(left.space === 'comment') - Number(right.space === 'comment') || left.block - right.block,
  );
}

async function beginsInsideAlbum(rawStore: RawStore, channelId: string, { space, block }: Block): Promise<boolean> {
  const start = block * blockSize;
  const firstOnes = await rawStore.readRange(channelId, space, start, start + albumReach - 1);
  return firstOnes.some((stored) => isFurtherMember(stored) && Number(stored.message.album_id) < start);
}
