import type { KnowledgeBaseEntry } from '../domain/knowledge-base-entry.ts';
import type { TopicCard } from '../domain/topic-card.ts';
import type { ResolvedSource } from '../domain/topic-file.ts';
import type { JsonList } from '../lib/json-list.ts';

/** A topic as a retrieval system wants it. The scopes are marked by signs, not by words of a language that may not be the channel's. */
export function toTopicEntry(card: TopicCard, resolvedSources: ResolvedSource[] | JsonList): KnowledgeBaseEntry {
  const scope = [...card.scope_in.map((text) => `+ ${text}`), ...card.scope_out.map((text) => `− ${text}`)].join('\n');
  return {
    id: `kb:topic:${card.id}`,
    source: {
      type: 'topic',
      channel_id: card.metadata.input_scope.channel_id,
      message_id: null,
      message_type: null,
      source_ref: null,
      topic_id: card.id,
    },
    created_at: card.updated_at,
    title: card.title,
    content: card.summary ? `${card.summary}\n\n${scope}` : scope,
    topics: [card.id],
    tags: card.tags,
    vector: null,
    metadata: {
      type: card.type,
      status: card.status,
      keywords: card.keywords,
      related_topics: card.related_topics,
      processing: card.metadata,
      resolved_sources: resolvedSources,
    },
  };
}
