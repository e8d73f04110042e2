import type { TopicCard } from '../../domain/topic-card.ts';

/** Whether a person decided anything about a topic. */
export function isLookedAfter({ protected: parts = [] }: Pick<TopicCard, 'protected'>): boolean {
  return parts.length > 0;
}
