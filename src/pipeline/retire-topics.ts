import type { CuratedTopic } from '../curate/curated-topic.ts';
import { retireTopics as retire } from '../curate/retire-topics.ts';
import type { TopicCard } from '../domain/topic-card.ts';
import { compareText } from '../lib/compare-text.ts';
import type { TopicStore } from '../ports/topic-store.ts';
import { type ChangeTopicsDependencies, type ChangeTopicsOptions, changeTopics } from './change-topics.ts';

export interface RetiredTopics {
  retired: { id: string; title: string }[];
  /** Documents that are outside of all topics now. */
  outside: number;
}

/**
 * Takes topics of a channel out of its catalogue.
 *
 * @throws TgParserError what `changeTopics` throws
 */
export async function retireTopics(
  dependencies: ChangeTopicsDependencies,
  topicIds: readonly string[],
  options: ChangeTopicsOptions,
): Promise<RetiredTopics> {
  const { cards, outside } = await changeTopics(
    dependencies,
    topicIds,
    options,
    async ({ channelId, topics, rest, decision, stores }) => {
      const refs = topics.flatMap(({ bundle }) => bundle.items.map(({ source_ref }) => source_ref));
      const stays = new Set(rest.map(({ id }) => id));
      const heldElsewhere = await findHeld(stores.topicStore, { channelId, refs, stays });
      const targets = await readTargetTopics(stores.topicStore, rest);
      return retire({ topics, rest, targets, heldElsewhere }, decision);
    },
  );
  const retired = cards.filter(({ status }) => status === 'retired').map(({ id, title }) => ({ id, title }));
  return { retired, outside: outside.length };
}

async function readTargetTopics(topicStore: TopicStore, cards: readonly TopicCard[]): Promise<CuratedTopic[]> {
  const topics: CuratedTopic[] = [];
  for (const card of cards.filter(({ origin }) => origin === 'target')) {
    const bundle = await topicStore.bundle(card.id);
    topics.push(...(bundle ? [{ card, bundle }] : []));
  }
  return topics;
}

/** Those of the messages that a topic holds that stays. */
async function findHeld(
  topicStore: TopicStore,
  { channelId, refs, stays }: { channelId: string; refs: readonly string[]; stays: ReadonlySet<string> },
): Promise<Set<string>> {
  const sorted = refs.toSorted(compareText);
  const topicsOf = await topicStore.topicsBetween(channelId, sorted[0] ?? '', sorted.at(-1) ?? '');
  return new Set(refs.filter((ref) => topicsOf.get(ref)?.some((id) => stays.has(id))));
}
