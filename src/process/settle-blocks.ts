import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DocumentStore, MessageState } from '../ports/document-store.ts';
import type { RawStore } from '../ports/raw-store.ts';
import { type Block, blockSize } from './plan-blocks.ts';
import type { PreparedUnit } from './prepare-unit.ts';
import { createBlockReader } from './read-block.ts';
import { readContexts } from './read-contexts.ts';
import { type Settlement, type SettleOptions, settleBlock } from './settle-block.ts';

export interface SettledBlock {
  settlements: Settlement[];
  /** What comments stand under, by their source_ref. */
  contexts: ReadonlyMap<string, string>;
}

/** Reads blocks in order and says of each message what is to be done. After an abort it ends with the block in hand. */
export async function* settleBlocks(
  { rawStore, documentStore }: { rawStore: RawStore; documentStore: DocumentStore },
  { channelId, blocks, signal }: { channelId: string; blocks: readonly Block[]; signal?: AbortSignal | undefined },
  options: SettleOptions,
): AsyncGenerator<SettledBlock> {
  const readBlock = createBlockReader(rawStore, channelId);
  for (const block of blocks) {
    const known = await knownStates(documentStore, channelId, block);
    const settlements = [...settleBlock(await readBlock(block), known, options)];
    yield { settlements, contexts: await readContexts(rawStore, channelId, settlements.flatMap(toUnits)) };
    // A block without anything new asks nothing: signals get their turn here.
    await nextTurn();
    if (signal?.aborted) {
      return;
    }
  }
}

function toUnits(settlement: Settlement): PreparedUnit[] {
  return settlement.kind === 'prepared' ? [settlement.unit] : [];
}

async function knownStates(
  documentStore: DocumentStore,
  channelId: string,
  { space, block }: Block,
): Promise<ReadonlyMap<number, MessageState>> {
  const first = block * blockSize;
  const states = await documentStore.states(channelId, space, first, first + blockSize - 1);
  return new Map(states.map((state) => [state.messageId, state]));
}
