import type { TopicBundle, TopicBundleItem, TopicCard } from '../../domain/topic-card.ts';
import type { OutsideDocument, TopicStore } from '../../ports/topic-store.ts';

/** A topic as the run before, or a person, left it. */
export interface EarlierTopic {
  card: TopicCard;
  /** What it holds, by source_ref. */
  items: ReadonlyMap<string, TopicBundleItem>;
}

/** The catalogue before. */
export interface Earlier {
  /** All cards, retired ones too. */
  cards: TopicCard[];
  /** Bundles of its active topics, by topic id. */
  bundles: ReadonlyMap<string, TopicBundle>;
  /** Active topics that were discovered, in the order of their ids: targets are matched anew by every run, and found nothing. */
  topics: EarlierTopic[];
  /**
   * Documents of topics that a person retired, by the topic's id: they are wanted in no topic. Without those that a run put beside them:
   * else each run would take the ones that are near to the ones that the run before took.
   */
  unwanted: ReadonlyMap<string, readonly string[]>;
  /** Documents outside of all topics, by source_ref. */
  outside: ReadonlyMap<string, OutsideDocument>;
  /** Every document that it placed, in a topic or outside. */
  known: ReadonlySet<string>;
}

const pageSize = 1_000;

export async function readEarlier(topicStore: TopicStore, channelId: string): Promise<Earlier> {
  const cards = await topicStore.cards(channelId, { withRetired: true });
  const bundles = new Map<string, TopicBundle>();
  const topics: EarlierTopic[] = [];
  const known = new Set<string>();
  const unwanted = new Map<string, string[]>();
  const noteUnwanted = (topicId: string, ref: string) => unwanted.set(topicId, [...(unwanted.get(topicId) ?? []), ref]);
  for (const card of cards) {
    const bundle = card.status === 'retired' ? null : await topicStore.bundle(card.id);
    if (bundle) {
      bundles.set(card.id, bundle);
      if (card.origin !== 'target') {
        topics.push({ card, items: new Map(bundle.items.map((item) => [item.source_ref, item])) });
      }
      for (const { source_ref, retired_topic_id } of bundle.items) {
        known.add(source_ref);
        if (retired_topic_id !== undefined) {
          noteUnwanted(retired_topic_id, source_ref);
        }
      }
    }
  }
  const outside = new Map<string, OutsideDocument>();
  for await (const page of topicStore.readOutside(channelId, { pageSize })) {
    for (const document of page) {
      const { sourceRef, reason, nearestTopicId, score } = document;
      outside.set(sourceRef, document);
      known.add(sourceRef);
      if (reason === 'topic_retired' && nearestTopicId !== null && score === null) {
        noteUnwanted(nearestTopicId, sourceRef);
      }
    }
  }
  return { cards, bundles, topics, unwanted, outside, known };
}
