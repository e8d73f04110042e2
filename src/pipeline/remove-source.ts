import type { LockedStep } from '../domain/run.ts';
import { setCatalogueId } from '../domain/set-catalogue-id.ts';
import type { Source } from '../domain/source.ts';
import type { ChannelSetStore } from '../ports/channel-set-store.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { JobQueue } from '../ports/job-queue.ts';
import type { ModelBatchStore } from '../ports/model-batch-store.ts';
import type { ModelCallStore } from '../ports/model-call-store.ts';
import type { RawStore } from '../ports/raw-store.ts';
import type { RunStore } from '../ports/run-store.ts';
import type { ScheduleStore } from '../ports/schedule-store.ts';
import type { SourceStore } from '../ports/source-store.ts';
import type { TopicStore } from '../ports/topic-store.ts';
import type { VectorStore } from '../ports/vector-store.ts';
import type { HoldOptions, LockDependencies } from './acquire-lease.ts';
import { type HeldStep, holdStep } from './hold-step.ts';

export interface RemovalCounts {
  raw_messages: number;
  documents: number;
  topics: number;
  /** Sets that the channel is in: their topics hold its messages, so they go with it. */
  channel_sets: { name: string; topics: number }[];
}

export interface RemoveSourceDependencies extends LockDependencies {
  sourceStore: SourceStore;
  rawStore: RawStore;
  documentStore: DocumentStore;
  topicStore: TopicStore;
  channelSetStore: ChannelSetStore;
  runStore: RunStore;
  jobQueue: JobQueue;
  scheduleStore: ScheduleStore;
  modelCallStore: ModelCallStore;
  modelBatchStore: ModelBatchStore;
  vectorStore: VectorStore;
}

/** What `removeSource` would delete. */
export async function countRemoval(
  { rawStore, documentStore, topicStore, channelSetStore }: RemoveSourceDependencies,
  source: Source,
): Promise<RemovalCounts> {
  if (source.channelId === null) {
    return { raw_messages: 0, documents: 0, topics: 0, channel_sets: [] };
  }
  const countTopics = async (catalogueId: string) => (await topicStore.cards(catalogueId, { withRetired: true })).length;
  const sets: RemovalCounts['channel_sets'] = [];
  for (const { name } of await channelSetStore.listWith(source.channelId)) {
    sets.push({ name, topics: await countTopics(setCatalogueId(name)) });
  }
  return {
    raw_messages: (await rawStore.counts(source.channelId)).total,
    documents: (await documentStore.counts(source.channelId)).documents,
    topics: await countTopics(source.channelId),
    channel_sets: sets,
  };
}

export interface RemoveSourceOptions {
  /** Whether to wait for steps of the channel that are being executed. Default not. */
  hold?: HoldOptions | undefined;
  /** Ends the waiting. */
  signal?: AbortSignal | undefined;
}

/**
 * Deletes a source and all its data, and the sets that its channel is in with their topics: whoever works on such a set holds the locks of its
 * channels, too. The source itself goes last, so that a run that is cut off can be repeated.
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
    await dependencies.scheduleStore.removeSource(source.sourceId);
    await dependencies.jobQueue.removeSource(source.sourceId);
    await dependencies.sourceStore.remove(source.sourceId);
    return countRemoval(dependencies, source);
  }
  const hold = <Result>(step: LockedStep, work: (held: HeldStep) => Promise<Result>) =>
    holdStep(dependencies, { step, channelId, ...options }, work);
  return hold('ingest', (ingesting) =>
    hold('process', (processing) =>
      hold('topicize', async (topicizing) => {
        const counts = await countRemoval(dependencies, source);
        const setIds = counts.channel_sets.map(({ name }) => setCatalogueId(name));
        for (const catalogueId of [...setIds, channelId]) {
          await topicizing.stores.topicStore.removeChannel(catalogueId);
          await topicizing.stores.mergeProposalStore.removeChannel(catalogueId);
          await dependencies.modelBatchStore.removeChannel(catalogueId);
          await dependencies.modelCallStore.removeChannel(catalogueId);
          await dependencies.vectorStore.removeChannel(catalogueId);
          await dependencies.runStore.removeChannel(catalogueId);
        }
        for (const { name } of counts.channel_sets) {
          await dependencies.channelSetStore.remove(name);
        }
        await topicizing.stores.targetStore.removeChannel(channelId);
        await processing.stores.documentStore.removeChannel(channelId);
        await ingesting.stores.rawStore.removeChannel(channelId);
        await dependencies.scheduleStore.removeSource(source.sourceId);
        await dependencies.jobQueue.removeSource(source.sourceId);
        await dependencies.sourceStore.remove(source.sourceId);
        return counts;
      }),
    ),
  );
}
