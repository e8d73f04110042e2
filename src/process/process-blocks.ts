import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../ports/clock.ts';
import type { DocumentStore, MessageState } from '../ports/document-store.ts';
import type { LanguageModel } from '../ports/language-model.ts';
import type { Logger } from '../ports/logger.ts';
import type { RawStore } from '../ports/raw-store.ts';
import { createChunkSaver } from './chunk-saver.ts';
import { type Block, blockSize } from './plan-blocks.ts';
import type { ProcessOptions } from './process-options.ts';
import type { ProcessTally } from './process-report.ts';
import { createBlockReader } from './read-block.ts';
import { settleBlock } from './settle-block.ts';

export interface ProcessDependencies {
  rawStore: RawStore;
  documentStore: DocumentStore;
  model: LanguageModel;
  clock: Clock;
  log: Logger;
}

export interface BlocksToProcess {
  channelId: string;
  blocks: Block[];
  /** Messages to look at, null when that is not known. */
  total: number | null;
  tally: ProcessTally;
}

const defaultVersion = 'processing:v1.0.0';

/** Goes through blocks of messages in order and brings each message to its state, in commits of a few hundred. */
export async function processBlocks(
  dependencies: ProcessDependencies,
  { channelId, blocks, total, tally }: BlocksToProcess,
  options: ProcessOptions,
): Promise<void> {
  const { rawStore, documentStore, model } = dependencies;
  const { limit = Number.POSITIVE_INFINITY, concurrency = 1, pipelineVersion = defaultVersion, signal, onProgress } = options;
  const { force = false, retryFailed = false } = options;
  const origin = { pipelineVersion, modelId: model.modelId };
  const saver = createChunkSaver(dependencies, { channelId, pipelineVersion, concurrency, signal, tally });
  const readBlock = createBlockReader(rawStore, channelId);
  let done = 0;

  for (const block of blocks) {
    const known = await knownStates(documentStore, channelId, block);
    for (const settlement of settleBlock(await readBlock(block), known, { origin, force, retryFailed })) {
      const needsDocument = settlement.kind === 'prepared' || settlement.kind === 'failed';
      if (needsDocument && saver.unitsTaken >= limit) {
        tally.limited = true;
        await saver.flush();
        return;
      }
      done += 1;
      if (await saver.add(settlement)) {
        report();
      }
    }
    // A block without anything new fills no chunk: signals get their turn here, and an abort is seen.
    await nextTurn();
    if (signal?.aborted) {
      await saver.flush();
    }
    report();
  }
  await saver.flush();

  function report(): void {
    onProgress?.({ activity: 'describing messages', done, total, unit: 'messages' });
  }
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
