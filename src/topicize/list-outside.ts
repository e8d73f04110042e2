import type { OutsideDocument } from '../ports/topic-store.ts';
import type { DiscoveredTopics } from './discover-topics.ts';
import type { Unit } from './gather-units.ts';
import { roundScore } from './round-score.ts';
import { hasDirection } from './unit-vectors.ts';

/** A text with fewer words that say something cannot be placed by them. */
const fewestStems = 3;

/**
 * Every document that no bundle holds, with the topic it came nearest to and why it is in none.
 *
 * @param covered places of the documents that a bundle holds
 * @param ids of the topics, by group, also of those that a person retired
 */
export function listOutside(
  { grouped, drafts, placement, inSmallGroup }: DiscoveredTopics,
  { covered, ids }: { covered: ReadonlySet<number>; ids: readonly string[] },
): OutsideDocument[] {
  const { channel, units, space, repeats } = grouped;
  const outside = units.flatMap((unit, number) => {
    const nearest = ids[placement.nearest[number] ?? -1] ?? null;
    const said = {
      nearestTopicId: nearest,
      score: nearest === null ? null : roundScore(placement.score[number] ?? 0),
      reason: reasonOf(unit, number),
    };
    return unit.members
      .flatMap((place) => [place, ...(repeats.get(place) ?? [])])
      .filter((place) => !covered.has(place))
      .map((place) => ({ place, sourceRef: channel.documents[place]?.sourceRef ?? '', ...said }));
  });
  return outside.sort((left, right) => left.place - right.place).map(({ place: _, ...document }) => document);

  function reasonOf({ stems, isNoise }: Unit, number: number): string {
    const group = placement.group[number] ?? -1;
    if (group >= 0) {
      return drafts[group] === null ? 'topic_retired' : 'supporting_left_out';
    }
    if (isNoise) {
      return 'noise';
    }
    if (!hasDirection(space.words, number)) {
      return 'no_terms';
    }
    if (stems.length < fewestStems) {
      return 'too_short';
    }
    return inSmallGroup.has(number) ? 'small_group' : 'below_threshold';
  }
}
