import type { LockedStep } from '../domain/run.ts';
import type { Source } from '../domain/source.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { ModelBatchStore } from '../ports/model-batch-store.ts';
import type { ModelCallStore } from '../ports/model-call-store.ts';
import type { RawStore } from '../ports/raw-store.ts';
import type { RunStore } from '../ports/run-store.ts';
import type { SourceStore } from '../ports/source-store.ts';
import type { TopicStore } from '../ports/topic-store.ts';
import type { VectorStore } from '../ports/vector-store.ts';
import type { HoldOptions, LockDependencies } from './acquire-lease.ts';
import { type HeldStep, holdStep } from './hold-step.ts';

export interface RemovalCounts {
  raw_messages: number;
  documents: number;
  topics: number;
}

export interface RemoveSourceDependencies extends LockDependencies {
  sourceStore: SourceStore;
  rawStore: RawStore;
  documentStore: DocumentStore;
  topicStore: TopicStore;
  runStore: RunStore;
  modelCallStore: ModelCallStore;
  modelBatchStore: ModelBatchStore;
  vectorStore: VectorStore;
}

/** What `removeSource` would delete. */
export async function countRemoval(
  { rawStore, documentStore, topicStore }: RemoveSourceDependencies,
  source: Source,
): Promise<RemovalCounts> {
  if (source.channelId === null) {
    return { raw_messages: 0, documents: 0, topics: 0 };
  }
  return {
    raw_messages: (await rawStore.counts(source.channelId)).total,
    documents: (await documentStore.counts(source.channelId)).documents,
    topics: (await topicStore.cards(source.channelId, { withRetired: true })).length,
  };
}

export interface RemoveSourceOptions {
  /** Whether to wait for steps of the channel that are being executed. Default not. */
  hold?: HoldOptions | undefined;
  /** Ends the waiting. */
  signal?: AbortSignal | undefined;
}

/**
 * Deletes a source and all its data. The source itself goes last, so that a run that is cut off can be repeated.
 *
 * @throws TgParserError `step_locked` while a step of the channel is being executed: it would store again what was deleted
 */
export async function removeSource(
  dependencies: RemoveSourceDependencies,
  source: Source,
  options: RemoveSourceOptions = {},
): Promise<RemovalCounts> {
  const { channelId } = source;
  if (channelId === null) {
    await dependencies.sourceStore.remove(source.sourceId);
    return countRemoval(dependencies, source);
  }
  const hold = <Result>(step: LockedStep, work: (held: HeldStep) => Promise<Result>) =>
    holdStep(dependencies, { step, channelId, ...options }, work);
  return hold('ingest', (ingesting) =>
    hold('process', (processing) =>
      hold('topicize', async (topicizing) => {
        const counts = await countRemoval(dependencies, source);
        await topicizing.stores.topicStore.removeChannel(channelId);
        await topicizing.stores.targetStore.removeChannel(channelId);
        await processing.stores.documentStore.removeChannel(channelId);
        await dependencies.modelBatchStore.removeChannel(channelId);
        await dependencies.modelCallStore.removeChannel(channelId);
        await dependencies.vectorStore.removeChannel(channelId);
        await dependencies.runStore.removeChannel(channelId);
        await ingesting.stores.rawStore.removeChannel(channelId);
        await dependencies.sourceStore.remove(source.sourceId);
        return counts;
      }),
    ),
  );
}
