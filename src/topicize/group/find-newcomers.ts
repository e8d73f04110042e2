import type { TopicGroup } from './draft-topics.ts';
import { findCommunities } from './find-communities.ts';
import { topicNeighbours } from './found-groups.ts';
import type { GroupedChannel } from './grouped-channel.ts';
import { measureGroups } from './measure-groups.ts';
import type { Placement } from './place-units.ts';
import { hasDirection } from './unit-vectors.ts';

/** Units that are looked at for new subjects, the first ones, which are a fair sample. */
const mostCompared = 10_000;

export interface PlacedGroups {
  groups: readonly Pick<TopicGroup, 'theme'>[];
  placement: Placement;
  /** See `measureGroups`, of the groups. */
  typical: Float64Array;
}

/**
 * Subjects that came up since the topics were founded: groups among the units that no topic takes, new ones and those that were outside
 * before. What was outside before has shown that it is no topic by itself, so each needs something new; and it must hang together as well
 * as the loosest quarter of the topics that there are.
 *
 * @param isNew whether nobody has placed the unit before
 */
export function findNewcomers(
  { units, space }: GroupedChannel,
  { groups, placement, typical }: PlacedGroups,
  { isNew, smallestTopic }: { isNew: (unit: number) => boolean; smallestTopic: number },
): TopicGroup[] {
  const left = units
    .flatMap(({ isNoise }, unit) => (placement.group[unit] === -1 && !isNoise && hasDirection(space.words, unit) ? [unit] : []))
    .slice(0, mostCompared);
  if (left.length < smallestTopic || !left.some(isNew)) {
    return [];
  }
  const communities = findCommunities(space, left, { neighbours: topicNeighbours }).filter(
    (community) =>
      community.some(isNew) && community.reduce((sum, unit) => sum + (units[unit]?.members.length ?? 0), 0) >= smallestTopic,
  );
  const usual = typical.toSorted();
  const loosest = usual[Math.floor(usual.length / 4)] ?? 0;
  const found = measureGroups(space, communities);
  return communities.flatMap((community, number): TopicGroup[] =>
    (found.typical[number] ?? 0) < loosest
      ? []
      : [{ units: community, isSettled: false, theme: themeOf(community), continues: null, retiredId: null }],
  );

  /** That of the topic which most of its units are nearest to. */
  function themeOf(community: readonly number[]): number | null {
    const votes = new Map<number, number>();
    for (const unit of community) {
      const theme = groups[placement.nearest[unit] ?? -1]?.theme ?? null;
      if (theme !== null) {
        votes.set(theme, (votes.get(theme) ?? 0) + 1);
      }
    }
    const [most] = [...votes].sort(([first, count], [second, other]) => other - count || first - second);
    return most?.[0] ?? null;
  }
}
