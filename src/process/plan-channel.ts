import type { Instant } from '../domain/instant.ts';
import type { MessageSpace } from '../domain/source-ref.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { RawStore } from '../ports/raw-store.ts';
import { type Block, planBlocks } from './plan-blocks.ts';

export interface ChannelPlan {
  blocks: Block[];
  /** Messages to look at, null when that is not known. */
  total: number | null;
  /** What is settled once the blocks are; what arrives later belongs to the next run. */
  target: number;
  hasChanges: boolean;
  /** Whether a message that failed before is to be tried again. */
  isTriedAgain: (space: MessageSpace, messageId: number) => boolean;
}

/** Which blocks of a channel a run must look at: what changed, and failed messages that are due. */
export async function planChannel(
  stores: { rawStore: RawStore; documentStore: DocumentStore },
  channelId: string,
  { force = false, retryFailed = false, at }: { force?: boolean | undefined; retryFailed?: boolean | undefined; at: Instant },
): Promise<ChannelPlan> {
  const { rawStore, documentStore } = stores;
  const target = await rawStore.lastSequence(channelId);
  const { settledSequence } = await documentStore.progress(channelId);
  const hasChanges = target !== settledSequence;
  const failed = await documentStore.failedMessageIds(channelId, retryFailed ? {} : { dueAt: at });
  const keys = new Set(failed.map(({ space, messageId }) => `${space} ${messageId}`));
  const plan = { target, hasChanges, isTriedAgain: (space: MessageSpace, id: number) => keys.has(`${space} ${id}`) };
  if (!hasChanges && !force && failed.length === 0) {
    return { ...plan, blocks: [], total: 0 };
  }
  // A raw database that was put back from a backup, or lost its last commits with the power, counts anew.
  const isBehind = target < settledSequence;
  const afterSequence = force || isBehind ? 0 : settledSequence;
  const blocks = await planBlocks(stores, channelId, { afterSequence, failed });
  return { ...plan, blocks, total: afterSequence === 0 ? (await rawStore.counts(channelId)).total : null };
}
