import type { TopicBundle, TopicCard } from '../../src/domain/topic-card.ts';
import type { OutsideDocument, TopicStore } from '../../src/ports/topic-store.ts';
import { collect, channelId as inventedChannel } from '../contract/raw-messages.ts';

export interface StoredCatalogue {
  /** Retired ones, too. */
  cards: TopicCard[];
  bundles: TopicBundle[];
  outside: OutsideDocument[];
}

/** All that is stored of a channel's topics, but their history. */
export async function readCatalogue(topicStore: TopicStore, channelId = inventedChannel): Promise<StoredCatalogue> {
  const cards = await topicStore.cards(channelId, { withRetired: true });
  const bundles = await Promise.all(cards.map(({ id }) => topicStore.bundle(id)));
  return {
    cards,
    bundles: bundles.filter((bundle) => bundle !== null),
    outside: await collect(topicStore.readOutside(channelId, { pageSize: 500 })),
  };
}
