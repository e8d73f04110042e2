import type { TopicCard } from '../domain/topic-card.ts';
import type { TopicsChange } from '../ports/topic-store.ts';
import type { Decision } from './decision.ts';
import { toVersion } from './to-version.ts';

/**
 * Lets no active topic name one that is gone as related.
 *
 * @param rest the other active topics of the channel
 * @param gone ids that no active topic has any more, with the topic that stands for each, or null
 */
export function relinkTopics(
  rest: readonly TopicCard[],
  gone: ReadonlyMap<string, string | null>,
  { at }: Decision,
): Pick<TopicsChange, 'cards' | 'versions'> {
  const cards = rest
    .filter(({ related_topics }) => related_topics.some((id) => gone.has(id)))
    .map((card) => ({ ...card, related_topics: relinkOne(card, gone), updated_at: at }));
  const otherwise = 'a related topic was merged or retired';
  return { cards, versions: cards.map((card) => toVersion(card, { change: 'updated', otherwise }, { at })) };
}

function relinkOne({ id: own, related_topics }: TopicCard, gone: ReadonlyMap<string, string | null>): string[] {
  const related = related_topics.flatMap((id) => (gone.has(id) ? (gone.get(id) ?? []) : id));
  return [...new Set(related)].filter((id) => id !== own);
}
