import type { TopicBundle, TopicCard } from '../domain/topic-card.ts';

/** An active topic as it is stored, with all messages that it holds. */
export interface CuratedTopic {
  card: TopicCard;
  bundle: TopicBundle;
}
