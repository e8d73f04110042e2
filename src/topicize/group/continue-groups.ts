import type { Earlier, EarlierTopic } from '../read/read-earlier.ts';
import type { TopicGroup } from './draft-topics.ts';
import type { GroupedChannel } from './grouped-channel.ts';
import { mostFrequent } from './most-frequent.ts';

/**
 * Groups of the topics that go on: each has the units of which it holds most documents. Topics that a person retired are groups, too, so
 * that what would belong to them is not given to another.
 *
 * @param topics which of the earlier ones
 * @returns groups in the order of the topics, then the unwanted ones; and the number of each theme
 */
export function continueGroups(
  { channel, units }: GroupedChannel,
  { unwanted, cards }: Pick<Earlier, 'unwanted' | 'cards'>,
  topics: readonly EarlierTopic[],
): { groups: TopicGroup[]; themes: Map<string, number> } {
  const themes = new Map<string, number>();
  for (const { card } of topics) {
    if (card.theme !== null && !themes.has(card.theme.id)) {
      themes.set(card.theme.id, themes.size);
    }
  }
  const retiredIds = cards.flatMap(({ id }) => (unwanted.has(id) ? [id] : []));
  const holders = [...topics.map(({ items }) => [...items.keys()]), ...retiredIds.map((id) => unwanted.get(id) ?? [])];
  const holderOf = new Map(holders.flatMap((refs, holder) => refs.map((ref) => [ref, holder] as const)));
  const unitsOf: number[][] = holders.map(() => []);
  for (const [unit, { members }] of units.entries()) {
    const holder = mostFrequent(members.flatMap((place) => holderOf.get(channel.documents[place]?.sourceRef ?? '') ?? []));
    if (holder !== null) {
      unitsOf[holder]?.push(unit);
    }
  }
  const groups = unitsOf.map((own, holder): TopicGroup => {
    const topic = topics[holder] ?? null;
    const theme = topic?.card.theme?.id;
    return {
      units: own,
      isSettled: true,
      theme: theme === undefined ? null : (themes.get(theme) ?? null),
      continues: topic,
      retiredId: topic === null ? (retiredIds[holder - topics.length] ?? null) : null,
      ...(topic === null ? { unwanted: holders[holder] ?? [] } : {}),
    };
  });
  return { groups, themes };
}
