import type { OutsideDocument } from '../ports/topic-store.ts';
import type { Assignment } from './assign-units.ts';
import type { Unit } from './gather-units.ts';
import type { GroupedChannel } from './grouped-channel.ts';
import { roundScore } from './round-score.ts';
import { hasDirection } from './unit-vectors.ts';

/** A text with fewer words that say something cannot be placed by them. */
const fewestStems = 3;

export interface Placed {
  assignment: Assignment;
  /** Places of the documents that a bundle holds. */
  covered: ReadonlySet<number>;
  /** Units of groups that did not become topics. */
  inSmallGroup: ReadonlySet<number>;
  /** Ids of the topics, by group. */
  ids: string[];
}

/** Every document that no bundle holds, with the topic it came nearest to and why it is in none. */
export function listOutside(
  { channel, units, space, repeats }: GroupedChannel,
  { assignment, covered, inSmallGroup, ids }: Placed,
): OutsideDocument[] {
  const outside = units.flatMap((unit, number) => {
    const nearest = ids[assignment.nearest[number] ?? -1] ?? null;
    const said = {
      nearestTopicId: nearest,
      score: nearest === null ? null : roundScore(assignment.score[number] ?? 0),
      reason: reasonOf(unit, number),
    };
    return unit.members
      .flatMap((place) => [place, ...(repeats.get(place) ?? [])])
      .filter((place) => !covered.has(place))
      .map((place) => ({ place, sourceRef: channel.documents[place]?.sourceRef ?? '', ...said }));
  });
  return outside.sort((left, right) => left.place - right.place).map(({ place: _, ...document }) => document);

  function reasonOf({ stems, isNoise }: Unit, number: number): string {
    if ((assignment.group[number] ?? -1) >= 0) {
      return 'supporting_left_out';
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
