import { renameTopic as rename } from '../curate/rename-topic.ts';
import type { TopicCard } from '../domain/topic-card.ts';
import { type ChangeTopicsDependencies, type ChangeTopicsOptions, changeTopics } from './change-topics.ts';

/**
 * Gives a topic another title, and another summary when one is passed.
 *
 * @throws TgParserError `usage_invalid`, and what `changeTopics` throws
 */
export async function renameTopic(
  dependencies: ChangeTopicsDependencies,
  { topicId, ...wording }: { topicId: string; title: string; summary?: string | undefined },
  options: ChangeTopicsOptions,
): Promise<TopicCard> {
  const { cards } = await changeTopics(dependencies, [topicId], options, ({ topics: [topic], decision }) => {
    if (!topic) {
      throw new TypeError('a renaming without a topic');
    }
    return rename(topic.card, wording, decision);
  });
  const [card] = cards;
  if (!card) {
    throw new TypeError('a renaming that gave no topic');
  }
  return card;
}
