import type { TopicCard } from '../domain/topic-card.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { OutsideDocument, TopicStore } from '../ports/topic-store.ts';
import { followMerges } from './follow-merges.ts';

export interface ListedOutside {
  source_ref: string;
  /** Of the document. */
  title: string | null;
  reason: string;
  score: number | null;
  nearest_topic: { id: string; title: string } | null;
}

export interface OutsidePage {
  outside: ListedOutside[];
  /** Where the next page begins: the `after` of its call. Null at the end. */
  next_after: string | null;
}

/** Documents in no topic, by source_ref, with the topic that each came nearest to. */
export async function readOutside(
  { topicStore, documentStore }: { topicStore: TopicStore; documentStore: DocumentStore },
  channelId: string,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<OutsidePage> {
  const found = await takeFirst(topicStore.readOutside(channelId, { pageSize: Math.min(limit + 1, 1000), after }), limit + 1);
  const shown = found.slice(0, limit);
  const documents = await documentStore.getDocuments(shown.map(({ sourceRef }) => sourceRef));
  const nearest = await readNearest(topicStore, shown);
  return {
    outside: shown.map(({ sourceRef, nearestTopicId, score, reason }) => ({
      source_ref: sourceRef,
      title: documents.get(sourceRef)?.title ?? null,
      reason,
      score,
      nearest_topic: nearest.get(nearestTopicId ?? '') ?? null,
    })),
    next_after: found.length > limit ? (shown.at(-1)?.sourceRef ?? null) : null,
  };
}

async function takeFirst<Item>(pages: AsyncIterable<Item[]>, count: number): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) {
    items.push(...page);
    if (items.length >= count) {
      break;
    }
  }
  return items.slice(0, count);
}

/** By the id that stands with the document; a topic that was merged since is named by the one it went into. */
async function readNearest(
  topicStore: TopicStore,
  documents: readonly OutsideDocument[],
): Promise<Map<string, Pick<TopicCard, 'id' | 'title'>>> {
  const nearest = new Map<string, Pick<TopicCard, 'id' | 'title'>>();
  for (const topicId of new Set(documents.flatMap(({ nearestTopicId }) => nearestTopicId ?? []))) {
    const card = await topicStore.card(topicId);
    if (card) {
      const { id, title } = await followMerges(topicStore, card);
      nearest.set(topicId, { id, title });
    }
  }
  return nearest;
}
