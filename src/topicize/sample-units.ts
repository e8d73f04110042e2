import { seededRandom } from '../lib/seeded-random.ts';

/** Comparing all with all grows with the square; from here on a sample finds the topics and the rest joins them. */
const mostCompared = 10_000;

/**
 * Places to compare with each other, ascending: all, or an even random sample that depends on nothing but their number.
 *
 * @param isUsable whether a unit has what it takes
 */
export function sampleUnits(size: number, isUsable: (unit: number) => boolean): number[] {
  const usable = Array.from({ length: size }, (_, unit) => unit).filter(isUsable);
  if (usable.length <= mostCompared) {
    return usable;
  }
  const random = seededRandom(usable.length);
  for (let place = 0; place < mostCompared; place++) {
    const other = place + Math.floor(random() * (usable.length - place));
    const swapped = usable[place] ?? 0;
    usable[place] = usable[other] ?? 0;
    usable[other] = swapped;
  }
  return usable.slice(0, mostCompared).sort((left, right) => left - right);
}
