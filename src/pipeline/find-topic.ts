import { setCatalogueId } from '../domain/set-catalogue-id.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { TopicCard } from '../domain/topic-card.ts';
import { compareText } from '../lib/compare-text.ts';
import { editDistance } from '../lib/edit-distance.ts';
import type { ChannelSetStore } from '../ports/channel-set-store.ts';
import type { SourceStore } from '../ports/source-store.ts';
import type { TopicStore } from '../ports/topic-store.ts';

export interface FindTopicDependencies {
  sourceStore: Pick<SourceStore, 'list'>;
  topicStore: Pick<TopicStore, 'card' | 'cards'>;
  channelSetStore: Pick<ChannelSetStore, 'list'>;
}

const listedTopics = 3;

/**
 * The topic with an id, retired or not.
 *
 * @throws TgParserError `topic_unknown`, listing the topics whose ids or titles are nearest to what was typed
 */
export async function findTopic(dependencies: FindTopicDependencies, topicId: string): Promise<TopicCard> {
  const { topicStore } = dependencies;
  const card = await topicStore.card(topicId);
  if (card) {
    return card;
  }
  const cards: TopicCard[] = [];
  for (const catalogueId of await catalogueIds(dependencies)) {
    cards.push(...(await topicStore.cards(catalogueId)));
  }
  const nearest = nearestTopics(cards, topicId);
  throw new TgParserError('topic_unknown', `There is no topic "${topicId}"`, {
    hint:
      nearest.length > 0
        ? `Did you mean ${nearest.map(({ id, title }) => `${id} ("${title}")`).join(', ')}? "tg-parser topics list --channel NAME" shows all.`
        : 'There are no topics yet: tg-parser topicize --channel NAME',
    details: { nearest: nearest.map(({ id, title }) => ({ id, title })) },
  });
}

async function catalogueIds({ sourceStore, channelSetStore }: FindTopicDependencies): Promise<string[]> {
  const sources = await sourceStore.list();
  const sets = await channelSetStore.list();
  return [...sources.flatMap(({ channelId }) => channelId ?? []), ...sets.map(({ name }) => setCatalogueId(name))];
}

function nearestTopics(cards: readonly TopicCard[], typed: string): TopicCard[] {
  return cards
    .map((card) => ({ card, distance: distanceTo(card, typed.toLowerCase()) }))
    .sort((left, right) => left.distance - right.distance || compareText(left.card.id, right.card.id))
    .slice(0, listedTopics)
    .map(({ card }) => card);
}

/** A part of a title is as near as can be: nobody types a long one whole. */
function distanceTo({ id, title }: TopicCard, typed: string): number {
  const name = title.toLowerCase();
  return typed !== '' && name.includes(typed) ? 0 : Math.min(editDistance(typed, id), editDistance(typed, name));
}
