import type { TopicCard } from '../../domain/topic-card.ts';
import type { TopicWording } from '../../ports/word-topics.ts';

/** The words that a topic has. */
export function wordingOf({ title, summary, scope_in, scope_out, tags }: TopicCard): TopicWording {
  return { title, summary, scope_in, scope_out, tags, justifications: {} };
}
