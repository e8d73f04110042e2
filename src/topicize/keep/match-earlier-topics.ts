import { compareText } from '../../lib/compare-text.ts';

/** The documents of a topic of the run before. */
export interface EarlierTopic {
  id: string;
  sourceRefs: ReadonlySet<string>;
}

/** Share of the smaller of two topics that must be in both for one to go on as the other. */
const leastOverlap = 0.5;

/**
 * Which topics go on under which id: pairs that share at least half of the smaller one, the most alike first (by Dice's
 * coefficient), each topic and each id once.
 *
 * @param current the documents of each topic now, by the place of the topic
 * @returns ids by place of the topic
 */
export function matchEarlierTopics(earlier: EarlierTopic[], current: ReadonlySet<string>[]): Map<number, string> {
  const pairs = earlier.flatMap(({ id, sourceRefs }) =>
    current.map((refs, place) => {
      const shared = countShared(sourceRefs, refs);
      return {
        id,
        place,
        overlap: shared / Math.max(1, Math.min(sourceRefs.size, refs.size)),
        likeness: (2 * shared) / Math.max(1, sourceRefs.size + refs.size),
      };
    }),
  );
  pairs.sort((left, right) => right.likeness - left.likeness || compareText(left.id, right.id) || left.place - right.place);
  const matched = new Map<number, string>();
  const taken = new Set<string>();
  for (const { id, place, overlap } of pairs) {
    if (overlap >= leastOverlap && !matched.has(place) && !taken.has(id)) {
      matched.set(place, id);
      taken.add(id);
    }
  }
  return matched;
}

function countShared(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  const [small, large] = left.size <= right.size ? [left, right] : [right, left];
  let shared = 0;
  for (const ref of small) {
    shared += large.has(ref) ? 1 : 0;
  }
  return shared;
}
