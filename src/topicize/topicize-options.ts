import type { Clock } from '../ports/clock.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { Embedder } from '../ports/embedder.ts';
import type { LanguageModel } from '../ports/language-model.ts';
import type { Logger } from '../ports/logger.ts';
import type { MergeProposalStore } from '../ports/merge-proposal-store.ts';
import type { ModelCallStore } from '../ports/model-call-store.ts';
import type { ReportProgress } from '../ports/progress.ts';
import type { RawStore } from '../ports/raw-store.ts';
import type { RunStore } from '../ports/run-store.ts';
import type { TargetStore } from '../ports/target-store.ts';
import type { TopicStore } from '../ports/topic-store.ts';

export interface TopicizeDependencies {
  rawStore: Pick<RawStore, 'readThreads' | 'threadPlaces' | 'lastSequence'>;
  documentStore: DocumentStore;
  topicStore: TopicStore;
  runStore: Pick<RunStore, 'get'>;
  /** What a person named in advance. */
  targetStore: Pick<TargetStore, 'targets'>;
  mergeProposalStore: Pick<MergeProposalStore, 'proposals' | 'saveProposals' | 'removeAbout'>;
  model: LanguageModel;
  modelCallStore: Pick<ModelCallStore, 'usage'>;
  /** Words the topics for which `model` fails. */
  spareModel: LanguageModel;
  embedder: Embedder;
  clock: Clock;
  log: Logger;
}

/** The gates of a topic; scores are 0 to 1. */
export interface TopicizeParameters {
  /** Null: as many as the messages form. */
  maxTopics: number | null;
  topNAnchors: number;
  anchorMinScore: number;
  supportingMinScore: number;
  /** Characters. */
  singletonMinLength: number;
  singletonMinScore: number;
  /**
   * Topics are founded anew when the channel has grown by more than this share since they were, unless a person looks after them: a
   * tenth more changes no topic.
   */
  rebuildGrowth: number;
}

export interface TopicizeOptions {
  runId: string;
  parameters: TopicizeParameters;
  /** The channels of a set, which have their topics together: then what is topicized is `set:<name>`. Default: the one channel. */
  channelIds?: readonly string[] | undefined;
  /** Found the topics anew, all but those that a person looks after; new ones keep the ids of those that they share most with. */
  force?: boolean | undefined;
  /** Keep only so many of the largest topics; goes before `parameters.maxTopics`. */
  maxTopics?: number | undefined;
  /** False: bundles hold the anchors only. Default true. */
  withBundles?: boolean | undefined;
  /** Calls to the model at a time, default 1. */
  concurrency?: number | undefined;
  /** US dollars that the run may spend at most. */
  budgetUsd?: number | null | undefined;
  /** False asks the model again also about what it answered before. Default true. */
  useCache?: boolean | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ReportProgress | undefined;
}

/** What a single run asks for goes before what is set. */
export function settleOptions(options: TopicizeOptions): TopicizeOptions & { withBundles: boolean } {
  const { parameters, maxTopics, withBundles = true } = options;
  return { ...options, parameters: { ...parameters, maxTopics: maxTopics ?? parameters.maxTopics }, withBundles };
}
