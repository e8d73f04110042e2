import type { OutsideDocument } from '../../ports/topic-store.ts';
import type { DiscoveredTopics } from '../group/discover-topics.ts';
import { roundScore } from '../group/round-score.ts';
import { hasDirection } from '../group/unit-vectors.ts';
import type { Unit } from '../read/gather-units.ts';
import type { Earlier } from '../read/read-earlier.ts';

/** A text with fewer words that say something cannot be placed by them. */
const fewestStems = 3;

export interface OutsideWork {
  /** Places of the documents that a bundle holds. */
  covered: ReadonlySet<number>;
  /** Of the topics, by group, also of those that a person retired. */
  ids: readonly string[];
  /** See `Earlier`: what is wanted in no topic is so although the rest of its conversation is in one. */
  unwanted: Earlier['unwanted'];
  /** What was said of documents that were outside before; it stays while the topic that it names is there. */
  before: ReadonlyMap<string, OutsideDocument>;
}

export interface PlacedTopics extends Pick<DiscoveredTopics, 'grouped' | 'placement' | 'inSmallGroup'> {
  /** By group; null for one that is wanted in no topic. */
  drafts: readonly (object | null)[];
}

/**
 * Every document that no bundle holds, with the topic it came nearest to and why it is in none.
 */
export function listOutside(
  { grouped, drafts, placement, inSmallGroup }: PlacedTopics,
  { covered, ids, unwanted, before }: OutsideWork,
): OutsideDocument[] {
  const { channel, units, space, repeats } = grouped;
  const living = new Set(ids);
  const retiredIdOf = new Map([...unwanted].flatMap(([id, refs]) => refs.map((ref) => [ref, id] as const)));
  const refOf = (place: number) => channel.documents[place]?.sourceRef ?? '';
  const outside = units.flatMap((unit, number) => {
    const nearest = ids[placement.nearest[number] ?? -1] ?? null;
    const said = {
      nearestTopicId: nearest,
      score: nearest === null ? null : roundScore(placement.score[number] ?? 0),
      reason: reasonOf(unit, number),
    };
    return unit.members
      .flatMap((original) => [original, ...(repeats.get(original) ?? [])].map((place) => ({ original, place })))
      .filter(({ place }) => !covered.has(place))
      .map(({ original, place }) => {
        const sourceRef = refOf(place);
        const retiredId = retiredIdOf.get(sourceRef) ?? retiredIdOf.get(refOf(original));
        return retiredId === undefined
          ? { place, ...(saidBefore(sourceRef) ?? { sourceRef, ...said }) }
          : { place, sourceRef, nearestTopicId: retiredId, score: null, reason: 'topic_retired' };
      });
  });
  return outside.sort((left, right) => left.place - right.place).map(({ place: _, ...document }) => document);

  function saidBefore(sourceRef: string): OutsideDocument | null {
    const known = before.get(sourceRef);
    return known && (known.nearestTopicId === null || living.has(known.nearestTopicId)) ? known : null;
  }

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
