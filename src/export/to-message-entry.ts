import type { KnowledgeBaseEntry } from '../domain/knowledge-base-entry.ts';
import type { ProcessedDocument } from '../domain/processed-document.ts';

/**
 * A message as a retrieval system wants it. Noise and duplicates are entries too, marked in `metadata.noise` and
 * `metadata.duplicate_of`, so that nothing is lost and a reader leaves out what it does not want.
 *
 * @param topicIds of the topics that hold it, ascending
 */
export function toMessageEntry(document: ProcessedDocument, topicIds: string[], url: string | null): KnowledgeBaseEntry {
  return {
    id: `kb:msg:${document.source_ref}`,
    source: {
      type: 'telegram_message',
      channel_id: document.channel_id,
      message_id: document.source_message_id,
      message_type: document.message_type,
      source_ref: document.source_ref,
      topic_id: null,
    },
    created_at: document.processed_at,
    title: document.title,
    content: document.summary ? `${document.summary}\n\n${document.text_clean}` : document.text_clean,
    topics: [...topicIds, ...document.topics],
    tags: document.keywords,
    vector: null,
    metadata: {
      date: document.date,
      language: document.language,
      entities: document.entities,
      telegram_url: url,
      noise: document.noise,
      duplicate_of: document.duplicate_of,
      processing: document.metadata,
    },
  };
}
