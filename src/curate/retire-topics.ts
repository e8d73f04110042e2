import type { TopicBundle, TopicCard } from '../domain/topic-card.ts';
import type { OutsideDocument, TopicsChange } from '../ports/topic-store.ts';
import type { CuratedTopic } from './curated-topic.ts';
import type { Decision } from './decision.ts';
import { protectParts } from './protect-parts.ts';
import { relinkTopics } from './relink-topics.ts';
import { toVersion } from './to-version.ts';

export interface TopicsToRetire {
  topics: readonly CuratedTopic[];
  /** The other active topics of the channel. */
  rest: readonly TopicCard[];
  /** Those among them that are topics of targets, with their messages: they keep them, and have to remember what else they are of. */
  targets?: readonly CuratedTopic[];
  /** source_refs of messages that one of those holds, too. */
  heldElsewhere: ReadonlySet<string>;
}

/** Takes topics out of the catalogue. Their documents are outside of all topics then, unless another one holds them. */
export function retireTopics({ topics, rest, targets = [], heldElsewhere }: TopicsToRetire, decision: Decision): TopicsChange {
  const retired = topics.map(({ card }): TopicCard => {
    return {
      ...card,
      status: 'retired',
      related_topics: [],
      protected: protectParts(card, 'status'),
      updated_at: decision.at,
    };
  });
  const relinked = relinkTopics(rest, new Map(retired.map(({ id }) => [id, null])), decision);
  const held = new Map(
    topics.flatMap(({ card, bundle }) => bundle.items.map(({ source_ref }) => [source_ref, card.id] as const)),
  );
  return {
    cards: [...retired, ...relinked.cards],
    bundles: targets.flatMap(({ bundle }) => markRetired(bundle, held)),
    outside: [...held].filter(([ref]) => !heldElsewhere.has(ref)).map(toOutside),
    removedOutside: [],
    versions: [
      ...retired.map((card) => toVersion(card, { change: 'retired', otherwise: 'taken out by a person' }, decision)),
      ...relinked.versions,
    ],
  };
}

function markRetired(bundle: TopicBundle, held: ReadonlyMap<string, string>): TopicBundle[] {
  const isTouched = bundle.items.some(({ source_ref }) => held.has(source_ref));
  const items = bundle.items.map((item) => {
    const topicId = held.get(item.source_ref);
    return topicId === undefined ? item : { ...item, retired_topic_id: topicId };
  });
  return isTouched ? [{ ...bundle, items }] : [];
}

/** The retired topic is the nearest: by it a run knows what else is not wanted. */
function toOutside([sourceRef, topicId]: readonly [string, string]): OutsideDocument {
  return { sourceRef, nearestTopicId: topicId, score: null, reason: 'topic_retired' };
}
