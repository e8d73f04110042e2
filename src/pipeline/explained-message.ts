import type { Failure } from '../domain/failure.ts';
import type { Instant } from '../domain/instant.ts';
import type { Ledger } from '../domain/message-state.ts';
import type { ProcessedDocument } from '../domain/processed-document.ts';
import type { TopicCard } from '../domain/topic-card.ts';

export interface ExplainedTopic extends Pick<TopicCard, 'id' | 'title' | 'theme'> {
  role: 'anchor' | 'supporting';
  score: number;
  justification: string;
}

/** Where a message is, and why. */
export interface ExplainedMessage {
  source_ref: string;
  telegram_url: string | null;
  date: Instant;
  /** Its state in the ledger. */
  state: Exclude<keyof Ledger, 'raw_messages'>;
  /** Of its document; null when it has none. */
  title: string | null;
  thread_id: string | null;
  parent_message_id: string | null;
  topics: ExplainedTopic[];
  outside: { reason: string; score: number | null; nearest_topic: Pick<TopicCard, 'id' | 'title'> | null } | null;
  /** The earliest message that says the same. */
  duplicate_of: string | null;
  noise: ProcessedDocument['noise'] | null;
  failure: Failure | null;
  /** The message with the document of the whole album, when this is another one of it. */
  album_document: string | null;
  /** What to call next; null where nothing is left to do. */
  next_command: string | null;
}
