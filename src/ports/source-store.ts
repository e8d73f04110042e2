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
  /** Moves the cursor forward only: a lower id than the stored one changes nothing. */
  advanceHead(sourceId: string, messageId: number, at: Instant): Promise<void>;
  headCursor(sourceId: string): Promise<number | null>;
  recordAttempt(attempt: IngestAttempt): Promise<void>;
  lastAttempt(sourceId: string): Promise<IngestAttempt | null>;
  remove(sourceId: string): Promise<void>;
}
