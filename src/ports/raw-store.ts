import type { Instant } from '../domain/instant.ts';
import type { RawMessage } from '../domain/raw-message.ts';
import type { MessageSpace } from '../domain/source-ref.ts';

/** Place of a stored message among the others: what albums, threads and forum topics are worked out from. */
export interface MessagePlace {
  space: MessageSpace;
  messageId: number;
  isService: boolean;
  date: Instant;
  /** The message answered; null when none. */
  parentId: number | null;
  /** Topmost known ancestor, or the missing one that is waited for; the message itself when it answers nothing. */
  threadId: number;
  /** Opening message of its forum topic, as far as known. */
  forumTopicId: number | null;
  /** Of a service message that opens a forum topic: the topic's title. */
  forumTopicTitle: string | null;
  /** First message of its album; null when it is in none. */
  albumId: number | null;
  /** Equal for messages that could share an album (author, forward origin, groupable media); null when it cannot be in one. */
  albumKey: string | null;
  /** Whether it has text of its own: a long run of media is split into albums where captions begin. */
  hasText: boolean;
}

/** The versions of a message's content that were ever observed. */
export interface StoredVersion {
  /** 0 is the first snapshot; each observed change adds one. */
  version: number;
  /** See `ingest/content-digest.ts`. */
  digest: string;
  editedAt: Instant | null;
  isCurrent: boolean;
}

export interface NewRawMessage {
  place: MessagePlace;
  record: RawMessage;
  digest: string;
}

/** A later version of a stored message. The first snapshot is never touched. */
export interface ObservedChange {
  space: MessageSpace;
  messageId: number;
  version: number;
  digest: string;
  record: RawMessage;
  /** Names of what differs: text, date, media. */
  changedFields: string[];
  /** False for an older version that was seen late: it is recorded, and the current one stays. */
  becomesCurrent: boolean;
  /** What the place of the message takes over from this version when it becomes current. */
  date: Instant;
  albumKey: string | null;
  hasText: boolean;
}

export type PlaceChange = Pick<MessagePlace, 'space' | 'messageId' | 'threadId' | 'forumTopicId' | 'albumId'>;

/** One transaction of `ingest` over one channel. Nothing of it is seen before it ends; all of it or nothing is stored. */
export interface RawChunk {
  /** Versions of those of the messages that are stored, without their records. */
  versions(space: MessageSpace, messageIds: number[]): Promise<Map<number, StoredVersion[]>>;
  /** The current record, for comparing. */
  currentRecords(space: MessageSpace, messageIds: number[]): Promise<Map<number, RawMessage>>;
  places(space: MessageSpace, messageIds: number[]): Promise<Map<number, MessagePlace>>;
  /** All places with an id between the two, both included, ascending. */
  placesBetween(space: MessageSpace, firstId: number, lastId: number): Promise<MessagePlace[]>;
  /** Those of the ids that other stored messages have as their `threadId` while answering something. */
  awaitedThreads(space: MessageSpace, messageIds: number[]): Promise<number[]>;
  /** All places whose `threadId` is this one. */
  placesInThread(space: MessageSpace, threadId: number): Promise<MessagePlace[]>;
  insert(messages: NewRawMessage[], at: Instant): Promise<void>;
  recordChanges(changes: ObservedChange[], at: Instant): Promise<void>;
  /** Sets the derived fields of stored messages. */
  movePlaces(changes: PlaceChange[]): Promise<void>;
  /** Ids of the messages, service messages apart, that are there as far as known, between the two, both included, ascending. */
  presentBetween(space: MessageSpace, firstId: number, lastId: number): Promise<number[]>;
  /**
   * Notes that messages are gone at their source, or null: that they are there. What is known already does not change.
   *
   * @returns how many changed
   */
  markVanished(space: MessageSpace, messageIds: readonly number[], at: Instant | null): Promise<number>;
  /** Remembers that an input with this fingerprint is stored whole, with the counts of that import. */
  rememberImport(fingerprint: string, counts: Record<string, unknown>, at: Instant): Promise<void>;
}

/** A stored message as later steps see it: the newest version, with its derived fields filled in. */
export interface StoredRawMessage {
  message: RawMessage;
  space: MessageSpace;
  messageId: number;
  /** Digest of the current version. */
  digest: string;
  version: number;
}

export interface ThreadPlace {
  space: MessageSpace;
  messageId: number;
  parentId: number | null;
  threadId: number;
  forumTopicId: number | null;
  /** Who wrote it: an id, or `name:` and a name where the source tells no ids. */
  authorId: string | null;
  date: Instant;
}

export interface RawCounts {
  total: number;
  posts: number;
  comments: number;
  service: number;
  /** Members of an album other than its first message. */
  albumMembers: number;
  changes: number;
  /** Gone at their source, and kept. */
  vanished: number;
  newestMessageAt: Instant | null;
  oldestMessageAt: Instant | null;
}

/** The messages as they were seen: database `raw`. */
export interface RawStore {
  /** Runs `work` in one write transaction. */
  writeChunk<Result>(channelId: string, work: (chunk: RawChunk) => Promise<Result>): Promise<Result>;
  /** The counts of an earlier import of an input with this fingerprint, null when there was none. */
  findImport(channelId: string, fingerprint: string): Promise<Record<string, unknown> | null>;
  /** True when any input was imported whole: whether asking for a fingerprint can pay. */
  hasImports(channelId: string): Promise<boolean>;
  /**
   * Grows by at least one with each insert, each change of the current version and each move of a derived field.
   * 0 for a channel that has no messages.
   */
  lastSequence(channelId: string): Promise<number>;
  /**
   * Blocks (`floor(messageId / blockSize)`, per space) that hold a message whose sequence is above `afterSequence`,
   * ascending, posts first.
   */
  changedBlocks(channelId: string, afterSequence: number, blockSize: number): Promise<{ space: MessageSpace; block: number }[]>;
  /** Messages with ids between the two, both included, ascending, newest versions; `raw_payload` left out. */
  readRange(channelId: string, space: MessageSpace, firstId: number, lastId: number): Promise<StoredRawMessage[]>;
  /** All messages in pages, posts first, ids ascending. */
  readAll(
    channelId: string,
    options: { pageSize: number; withPayload: boolean; from?: Instant; to?: Instant },
  ): AsyncIterable<StoredRawMessage[]>;
  /** Where messages stand in their conversations, in pages, posts first, ids ascending. @param options.from written then or later */
  readThreads(channelId: string, options: { pageSize: number; from?: Instant | undefined }): AsyncIterable<ThreadPlace[]>;
  /** Where these stand, those that are there, in no order. */
  threadPlaces(channelId: string, space: MessageSpace, messageIds: readonly number[]): Promise<ThreadPlace[]>;
  getMessages(channelId: string, space: MessageSpace, messageIds: number[]): Promise<StoredRawMessage[]>;
  counts(channelId: string): Promise<RawCounts>;
  channelIds(): Promise<string[]>;
  removeChannel(channelId: string): Promise<void>;
}
