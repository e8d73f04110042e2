import { splitTopic as split } from '../curate/split-topic.ts';
import { topicPair } from '../domain/merge-proposal.ts';
import { formatSourceRef } from '../domain/source-ref.ts';
import type { TopicCard } from '../domain/topic-card.ts';
import type { SourceStore } from '../ports/source-store.ts';
import { type ChangeTopicsDependencies, type ChangeTopicsOptions, changeTopics } from './change-topics.ts';
import { findMessage } from './find-message.ts';

export interface SplitTopic {
  /** The topic as it is now. */
  topic_card: TopicCard;
  /** The topic that the messages went into. */
  new_topic_card: TopicCard;
  messages: number;
  new_messages: number;
}

/**
 * Moves messages of a topic into a new one.
 *
 * @throws TgParserError `usage_invalid`, `source_unknown` for a message of an unknown channel, and what `changeTopics` throws
 */
export async function splitTopic(
  dependencies: ChangeTopicsDependencies & { sourceStore: SourceStore },
  { topicId, messages, title }: { topicId: string; messages: readonly string[]; title?: string | undefined },
  options: ChangeTopicsOptions,
): Promise<SplitTopic> {
  const refs: string[] = [];
  for (const message of messages) {
    refs.push(formatSourceRef((await findMessage(dependencies.sourceStore, message)).key));
  }
  const { cards, bundles } = await changeTopics(
    dependencies,
    [topicId],
    options,
    async ({ channelId, topics, usedIds, decision, stores }) => {
      const [topic] = topics;
      if (!topic) {
        throw new TypeError('a split without a topic');
      }
      const documents = await stores.documentStore.getDocuments(topic.bundle.items.map(({ source_ref }) => source_ref));
      const taken = new Set(usedIds);
      for (;;) {
        const change = split({ topic, refs, documents, usedIds: taken, title }, decision);
        const newId = change.cards[1]?.id ?? '';
        // A set and its channels name topics after the same messages.
        if ((await stores.topicStore.takenIds([newId])).size === 0) {
          const { at, reason = '' } = decision;
          // Whoever parts messages does not want them merged. Ahead of the change: a crash in between leaves a word about a topic that is not there.
          await stores.mergeProposalStore.saveProposals(channelId, [
            { ...topicPair(topic.card.id, newId), state: 'dismissed', reason, modelId: null, at },
          ]);
          return change;
        }
        taken.add(newId);
      }
    },
  );
  const [rest, part] = cards;
  if (!rest || !part) {
    throw new TypeError('a split that gave no two topics');
  }
  const [messagesLeft = 0, messagesMoved = 0] = bundles.map(({ items }) => items.length);
  return { topic_card: rest, new_topic_card: part, messages: messagesLeft, new_messages: messagesMoved };
}
