import type { Instant } from '../domain/instant.ts';
import type { NewSource, Source, SourceChange } from '../domain/source.ts';

export interface SourceNameHistory {
  attribute: 'username' | 'title';
  value: string;
  firstSeenAt: Instant;
}

export interface IngestAttempt {
  sourceId: string;
  startedAt: Instant;
  finishedAt: Instant;
  outcome: 'done' | 'partial' | 'failed' | 'interrupted';
  /** Error code, null on success. */
  errorCode: string | null;
  messagesAdded: number;
}

/** How far a channel was read. What lies between both cursors is stored, as far as Telegram showed it and the source wants it. */
export interface SourceCursors {
  /** Newest message that was seen; null before the first. */
  head: number | null;
  /** Oldest message that was reached on the way down; null before the first. */
  backfill: number | null;
  /** Where the way down has ended: at the begin of the channel, or at the `historyFrom` that was set. Null while it goes on. */
  backfilledTo: 'begin' | Instant | null;
  /** Where `readChanges` of a live source goes on; null before the first call. */
  changeState: string | null;
}

/** How far the discussion under a post was read. */
export interface ThreadCursor {
  postId: number;
  /** Comments that the post told of when they were read last. */
  replies: number;
  newestCommentId: number | null;
  /** Error code of a discussion that cannot be read; null when all is well. */
  problem: string | null;
}

/** The registered sources: database `ingestion`. */
export interface SourceStore {
  /** @throws TgParserError `source_exists` when the source id or the channel id is taken */
  add(source: NewSource, at: Instant): Promise<Source>;
  get(sourceId: string): Promise<Source | null>;
  findByChannelId(channelId: string): Promise<Source | null>;
  /** @param username without `@`, any case */
  findByUsername(username: string): Promise<Source | null>;
  list(): Promise<Source[]>;
  /** Touches the passed fields only; a changed username or title is added to the history. */
  update(sourceId: string, change: SourceChange, at: Instant): Promise<Source>;
  nameHistory(sourceId: string): Promise<SourceNameHistory[]>;
  /** @throws TgParserError `source_unknown` */
  cursors(sourceId: string): Promise<SourceCursors>;
  /** Sets what is passed; the head is only ever raised, and the backfill only ever lowered. */
  moveCursors(sourceId: string, move: Partial<SourceCursors>, at: Instant): Promise<void>;
  /** Those of the posts that have one. */
  threadCursors(sourceId: string, postIds: readonly number[]): Promise<Map<number, ThreadCursor>>;
  /** Its newest comment is only ever raised. */
  moveThreadCursor(sourceId: string, cursor: ThreadCursor): Promise<void>;
  /** Discussions that cannot be read. */
  unreadableThreads(sourceId: string): Promise<number>;
  recordAttempt(attempt: IngestAttempt): Promise<void>;
  lastAttempt(sourceId: string): Promise<IngestAttempt | null>;
  remove(sourceId: string): Promise<void>;
}
