import type { Source } from '../domain/source.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { ModelBatchStore } from '../ports/model-batch-store.ts';
import type { ModelCallStore } from '../ports/model-call-store.ts';
import type { RawStore } from '../ports/raw-store.ts';
import type { RunStore } from '../ports/run-store.ts';
import type { SourceStore } from '../ports/source-store.ts';
import type { TopicStore } from '../ports/topic-store.ts';

export interface RemovalCounts {
  raw_messages: number;
  documents: number;
  topics: number;
}

export interface RemoveSourceDependencies {
  sourceStore: SourceStore;
  rawStore: RawStore;
  documentStore: DocumentStore;
  topicStore: TopicStore;
  runStore: RunStore;
  modelCallStore: ModelCallStore;
  modelBatchStore: ModelBatchStore;
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

/** Deletes a source and all its data. The source itself goes last, so that a run that is cut off can be repeated. */
export async function removeSource(dependencies: RemoveSourceDependencies, source: Source): Promise<RemovalCounts> {
  const counts = await countRemoval(dependencies, source);
  if (source.channelId !== null) {
    await dependencies.topicStore.removeChannel(source.channelId);
    await dependencies.documentStore.removeChannel(source.channelId);
    await dependencies.modelBatchStore.removeChannel(source.channelId);
    await dependencies.modelCallStore.removeChannel(source.channelId);
    await dependencies.runStore.removeChannel(source.channelId);
    await dependencies.rawStore.removeChannel(source.channelId);
  }
  await dependencies.sourceStore.remove(source.sourceId);
  return counts;
}
