import type { TopicCard } from '../domain/topic-card.ts';
import type { TopicStore } from '../ports/topic-store.ts';

/**
 * Where a topic went that was merged into another one, which may have been merged since.
 *
 * @returns the topic itself when it was not merged
 */
export async function followMerges(topicStore: Pick<TopicStore, 'card'>, card: TopicCard): Promise<TopicCard> {
  const seen = new Set<string>();
  let current = card;
  while (current.merged_into && !seen.has(current.id)) {
    seen.add(current.id);
    const next = await topicStore.card(current.merged_into);
    if (!next) {
      return current;
    }
    current = next;
  }
  return current;
}
