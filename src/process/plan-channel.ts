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
}

/** Which blocks of a channel a run must look at. */
export async function planChannel(
  stores: { rawStore: RawStore; documentStore: DocumentStore },
  channelId: string,
  { force = false, retryFailed = false }: { force?: boolean | undefined; retryFailed?: boolean | undefined },
): Promise<ChannelPlan> {
  const { rawStore, documentStore } = stores;
  const target = await rawStore.lastSequence(channelId);
  const { settledSequence } = await documentStore.progress(channelId);
  const hasChanges = target !== settledSequence;
  if (!hasChanges && !force && !retryFailed) {
    return { blocks: [], total: 0, target, hasChanges };
  }
  // A raw database that was put back from a backup, or lost its last commits with the power, counts anew.
  const isBehind = target < settledSequence;
  const afterSequence = force || isBehind ? 0 : settledSequence;
  const blocks = await planBlocks(stores, channelId, { afterSequence, withFailed: retryFailed });
  return { blocks, total: afterSequence === 0 ? (await rawStore.counts(channelId)).total : null, target, hasChanges };
}
