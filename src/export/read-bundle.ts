import type { TopicBundleItem, TopicCard } from '../domain/topic-card.ts';
import type { BundleHead, TopicStore } from '../ports/topic-store.ts';
import type { ExportRequest } from './export-request.ts';

/** Messages of a topic in memory at a time. */
const pageSize = 100;

/** The messages of a topic as they are to be exported: all of them, or its anchors only. */
export interface ExportedBundle {
  head: BundleHead;
  items: AsyncIterable<TopicBundleItem[]>;
}

export async function readBundle(
  topicStore: TopicStore,
  card: TopicCard,
  { includeSupporting }: Pick<ExportRequest, 'includeSupporting'>,
): Promise<ExportedBundle> {
  const head = await topicStore.bundleHead(card.id);
  if (head === null) {
    return bundleOfAnchors(card);
  }
  const items = topicStore.readItems(card.id, { pageSize });
  return { head, items: includeSupporting ? items : anchorsOf(items) };
}

async function* anchorsOf(pages: AsyncIterable<TopicBundleItem[]>): AsyncGenerator<TopicBundleItem[]> {
  for await (const page of pages) {
    yield page.filter(({ role }) => role === 'anchor');
  }
}

/** A catalogue may be made without bundles; the card alone then says which messages prove the topic. */
function bundleOfAnchors(card: TopicCard): ExportedBundle {
  const items = card.anchors.map(
    ({ anchor_ref, channel_id, message_id, message_type, score }): TopicBundleItem => ({
      channel_id,
      message_id,
      message_type,
      source_ref: anchor_ref,
      role: 'anchor',
      score,
      justification: `anchor of "${card.title}"`,
      thread_id: null,
      parent_message_id: null,
    }),
  );
  const channels = [...new Set(card.anchors.map(({ channel_id }) => channel_id))];
  return {
    head: { topic_id: card.id, updated_at: card.updated_at, time_range: null, channels, metadata: {} },
    items: onePage(items),
  };
}

async function* onePage<Item>(items: Item[]): AsyncGenerator<Item[]> {
  yield items;
}
