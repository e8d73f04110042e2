import { mergeTopics as merge } from '../curate/merge-topics.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { TopicCard } from '../domain/topic-card.ts';
import { type ChangeTopicsDependencies, type ChangeTopicsOptions, changeTopics } from './change-topics.ts';

export interface MergedTopics {
  topic_card: TopicCard;
  /** Ids of the topics that are retired now. */
  merged: string[];
  messages: number;
}

/**
 * Merges topics of a channel into one of them.
 *
 * @throws TgParserError `usage_invalid`, and what `changeTopics` throws
 */
export async function mergeTopics(
  dependencies: ChangeTopicsDependencies,
  { intoId, otherIds, title }: { intoId: string; otherIds: readonly string[]; title?: string | undefined },
  options: ChangeTopicsOptions,
): Promise<MergedTopics> {
  const merged = [...new Set(otherIds)];
  const { cards, bundles } = await changeTopics(dependencies, [intoId, ...merged], options, (atHand) => {
    const [into, ...others] = atHand.topics;
    if (!into || merged.includes(intoId)) {
      throw new TgParserError('usage_invalid', 'A topic cannot be merged with itself', {
        hint: 'Name the topic that stays first, and then the others.',
      });
    }
    return merge({ into, merged: others, rest: atHand.rest, title }, atHand.decision);
  });
  const [topicCard] = cards;
  if (!topicCard) {
    throw new TypeError('a merge without a topic that goes on');
  }
  return { topic_card: topicCard, merged, messages: bundles[0]?.items.length ?? 0 };
}
