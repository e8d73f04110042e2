import type { TopicBundle, TopicCard } from '../domain/topic-card.ts';
import type { TopicStore } from '../ports/topic-store.ts';
import type { ExportRequest } from './export-request.ts';

/** The messages of a topic as they are to be exported: all of them, or its anchors only. */
export async function readBundle(
  topicStore: TopicStore,
  card: TopicCard,
  { includeSupporting }: Pick<ExportRequest, 'includeSupporting'>,
): Promise<TopicBundle> {
  const bundle = (await topicStore.bundle(card.id)) ?? bundleOfAnchors(card);
  return includeSupporting ? bundle : { ...bundle, items: bundle.items.filter(({ role }) => role === 'anchor') };
}

/** A catalogue may be made without bundles; the card alone then says which messages prove the topic. */
function bundleOfAnchors(card: TopicCard): TopicBundle {
  return {
    topic_id: card.id,
    updated_at: card.updated_at,
    items: card.anchors.map(({ anchor_ref, channel_id, message_id, message_type, score }) => ({
      channel_id,
      message_id,
      message_type,
      source_ref: anchor_ref,
      role: 'anchor',
      score,
      justification: `anchor of "${card.title}"`,
      thread_id: null,
      parent_message_id: null,
    })),
    time_range: null,
    channels: [...new Set(card.anchors.map(({ channel_id }) => channel_id))],
    metadata: {},
  };
}
