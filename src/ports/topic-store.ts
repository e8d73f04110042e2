import type { Instant } from '../domain/instant.ts';
import type { TopicBundle, TopicBundleItem, TopicCard } from '../domain/topic-card.ts';

/** A document in no topic, with the topic it came nearest to. */
export interface OutsideDocument {
  sourceRef: string;
  nearestTopicId: string | null;
  /** How surely it would belong to the nearest topic, 0 to 1: on the scale of the gates. Null also for what a retired topic held. */
  score: number | null;
  /**
   * Why it is outside: below_threshold, too_short, small_group, no_terms, noise, supporting_left_out (with --no-bundles), topic_retired (by
   * a person; the nearest topic is the retired one then).
   */
  reason: string;
}

/** What a catalogue was worked out from; equal means nothing to do. Of a set of channels: sums over them. */
export interface CatalogueOrigin {
  documentsRevision: number;
  rawSequence: number;
  /** Hash of the parameters and of the model and embedder ids. */
  parametersHash: string;
  /** How many documents there were when the topics were founded. */
  foundedDocuments: number;
  runId: string;
}

export interface TopicVersion {
  topicId: string;
  version: number;
  at: Instant;
  runId: string;
  /** created, updated, retired; by a person: merged, split, renamed, retired */
  change: string;
  reason: string;
  card: TopicCard;
}

/** A whole catalogue of one channel or set of channels: replaces the one before in one transaction. */
export interface Catalogue {
  origin: CatalogueOrigin;
  /** Active topics and retired ones, sorted by id. */
  cards: TopicCard[];
  bundles: TopicBundle[];
  outside: OutsideDocument[];
  /** Changes to record in the topics' history. */
  versions: Omit<TopicVersion, 'version'>[];
  /** What the reading of all documents taught, see `CatalogueGrowth`. Default: nothing that can be gone on with. */
  learnt?: Uint8Array | null | undefined;
}

/** A change of some topics of a channel: all of it or nothing is stored, and the rest of the catalogue stays as it is. */
export interface TopicsChange {
  /** New, or in the place of those with the same ids. A topic that is retired loses its bundle. */
  cards: TopicCard[];
  /** In the place of those before, whole; each of a topic that is stored or among `cards`. */
  bundles: TopicBundle[];
  /** Documents that are outside now, or are so for another reason. */
  outside: OutsideDocument[];
  /** source_refs of documents that are not outside any more. */
  removedOutside: string[];
  versions: Omit<TopicVersion, 'version'>[];
}

/** A bundle that goes on as it is but for some items. */
export interface GrownBundle {
  /** In the place of the one before. */
  head: BundleHead;
  /** New ones; and in the place of those with the same source_ref, which have the same role and score. */
  items: TopicBundleItem[];
}

/** What new documents change of a catalogue: all of it or nothing is stored. */
export interface CatalogueGrowth extends TopicsChange {
  origin: CatalogueOrigin;
  /** Of topics that are stored. */
  grown: GrownBundle[];
  learnt: Uint8Array;
}

/** Where the documents of a channel's own catalogue are. */
export interface PlacedDocuments {
  /** source_refs of documents that the catalogue does not know, ascending. */
  unplaced: string[];
  /** How many it knows, in topics and outside. Some may be gone since. */
  held: number;
  outside: number;
}

/** A topic that holds a message, and as what. */
export interface TopicMembership {
  card: TopicCard;
  item: TopicBundleItem;
}

/** A message in a topic. */
export interface HeldItem {
  topicId: string;
  item: TopicBundleItem;
}

export type BundleHead = Pick<TopicBundle, 'topic_id' | 'updated_at' | 'time_range' | 'channels' | 'metadata'>;

/**
 * Topics with their bundles and history: database `processing`. A `channelId` is the id of a catalogue here: that of a channel for its own
 * topics, `set:<name>` for those of a set of channels. So what is asked about a channel is never answered with topics of a set.
 */
export interface TopicStore {
  origin(channelId: string): Promise<CatalogueOrigin | null>;
  replaceCatalogue(channelId: string, catalogue: Catalogue): Promise<void>;
  /** What was learnt is forgotten: it was about the topics before. */
  changeTopics(channelId: string, change: TopicsChange): Promise<void>;
  growCatalogue(channelId: string, growth: CatalogueGrowth): Promise<void>;
  /** What the catalogue's documents taught; null when topics were changed since. */
  learnt(channelId: string): Promise<Uint8Array | null>;
  placedDocuments(channelId: string): Promise<PlacedDocuments>;
  /** What active topics hold of some messages, by their source_refs; those that none holds are left out. */
  itemsOf(channelId: string, sourceRefs: readonly string[]): Promise<Map<string, HeldItem[]>>;
  /** Grows with every change of a topic, by a run or a person, that was worth a version. */
  countVersions(channelId: string): Promise<number>;
  /** Which of these ids a topic of any catalogue has or ever had. */
  takenIds(topicIds: readonly string[]): Promise<Set<string>>;
  /** By id ascending (code unit order). Retired topics only when asked for. */
  cards(channelId: string, options?: { withRetired?: boolean }): Promise<TopicCard[]>;
  card(topicId: string): Promise<TopicCard | null>;
  bundle(topicId: string): Promise<TopicBundle | null>;
  /** The same without its items, for bundles of any size. */
  bundleHead(topicId: string): Promise<BundleHead | null>;
  /** The items of a bundle, in its order. */
  readItems(topicId: string, options: { pageSize: number }): AsyncIterable<TopicBundleItem[]>;
  /** How many messages each topic of the channel holds that has a bundle. */
  bundleSizes(channelId: string): Promise<Map<string, number>>;
  /** How many messages of the channel its active topics hold; one that several hold counts once. */
  countCovered(channelId: string): Promise<number>;
  /** Ids, ascending, of the active topics that hold each of the messages from `first` to `last` (as plain text, both included). */
  topicsBetween(channelId: string, first: string, last: string): Promise<Map<string, string[]>>;
  /** The active topics that hold a message, by id ascending. */
  topicOf(channelId: string, sourceRef: string): Promise<TopicMembership[]>;
  /** By source_ref ascending as plain text. @param options.after leaves out those up to this one */
  readOutside(channelId: string, options: { pageSize: number; after?: string | undefined }): AsyncIterable<OutsideDocument[]>;
  outsideDocument(channelId: string, sourceRef: string): Promise<OutsideDocument | null>;
  /** Which of some messages are outside, by source_ref. */
  outsideOf(channelId: string, sourceRefs: readonly string[]): Promise<Map<string, OutsideDocument>>;
  history(topicId: string): Promise<TopicVersion[]>;
  removeChannel(channelId: string): Promise<void>;
}
