import type { Failure } from '../domain/failure.ts';
import type { Instant } from '../domain/instant.ts';
import type { Ledger, SkipReason } from '../domain/message-state.ts';
import type { ProcessedDocument } from '../domain/processed-document.ts';
import type { MessageSpace } from '../domain/source-ref.ts';

/** What `process` has settled about one raw message. */
export interface MessageState {
  space: MessageSpace;
  messageId: number;
  state: 'documented' | 'skipped' | 'failed';
  skipReason: SkipReason | null;
  /** Hash of everything the outcome was worked out from: equal means nothing to do. */
  fingerprint: string;
}

/** One commit of `process`: states, documents and failures of the same messages, all or nothing. */
export interface ProcessedChunk {
  states: MessageState[];
  documents: { document: ProcessedDocument; sketch: string[] }[];
  failures: Failure[];
}

/** How far `process` has come with a channel. */
export interface ProcessingProgress {
  /** All raw messages with a sequence up to this one are settled. */
  settledSequence: number;
  /** Grows with each commit that changed a document of the channel. */
  revision: number;
}

export interface DocumentCounts {
  documents: number;
  noise: number;
  duplicates: number;
  failed: number;
  skipped: Record<SkipReason, number>;
  byLanguage: Record<string, number>;
}

export interface DocumentFilter {
  /** Message time, included. */
  from?: Instant | undefined;
  /** Message time, included. */
  to?: Instant | undefined;
}

/** Documents, the state of every message, failures: database `processing`. */
export interface DocumentStore {
  progress(channelId: string): Promise<ProcessingProgress>;
  states(channelId: string, space: MessageSpace, firstId: number, lastId: number): Promise<MessageState[]>;
  /**
   * Upserts states and documents; a document whose message is no longer `documented` goes away with its sketch;
   * the failure of a message that is no longer `failed` too. Raises `revision` when a document changed.
   */
  saveChunk(channelId: string, chunk: ProcessedChunk): Promise<void>;
  /**
   * Settles which documents repeat which: documents that share a sketch key (transitively) are one group, its
   * original is the lowest message id (posts before comments), the others get `duplicate_of`. Independent of the order
   * in which documents arrived. Returns how many documents are duplicates now.
   */
  settleDuplicates(channelId: string): Promise<number>;
  setSettledSequence(channelId: string, sequence: number): Promise<void>;
  /** In pages, by `source_ref` ascending as plain text (code unit order). @param options.after source_ref to go on behind */
  readDocuments(
    channelId: string,
    options: DocumentFilter & { pageSize: number; after?: string | undefined },
  ): AsyncIterable<ProcessedDocument[]>;
  /** In pages, posts first, message ids ascending. */
  readDocumentsInOrder(channelId: string, options: { pageSize: number }): AsyncIterable<ProcessedDocument[]>;
  getDocuments(sourceRefs: string[]): Promise<Map<string, ProcessedDocument>>;
  counts(channelId: string): Promise<DocumentCounts>;
  /** The part of the ledger that the processing database knows: all but `raw_messages` and `unprocessed`, which are 0. */
  ledger(channelId: string): Promise<Ledger>;
  /** Of one message; null when it did not fail. */
  failure(channelId: string, space: MessageSpace, messageId: number): Promise<Failure | null>;
  failures(channelId: string, options: { limit: number }): Promise<Failure[]>;
  /** @param options.dueAt only those that may be tried again by then without being asked for */
  failedMessageIds(channelId: string, options?: { dueAt?: Instant }): Promise<{ space: MessageSpace; messageId: number }[]>;
  removeChannel(channelId: string): Promise<void>;
}
