import type { FoundGroup } from './found-groups.ts';
import { type Centres, centresOf, cosineOfCentres, type UnitSpace } from './unit-space.ts';

/**
 * Groups whose centres are so near are one subject. In a large sample twenty neighbours are few, and a subject of hundreds of units falls apart: of
 * 60 invented subjects 881 pairs of groups were at 0.9 and above, and 13 between 0.6 and there. The nearest topics of the news and of the forum of
 * `bench/topics` are at 0.67 and 0.43.
 */
const alike = 0.75;

/** Joins groups that are about the same, the nearest first. One that joins a larger one takes its theme. */
export function mergeAlike(space: UnitSpace, groups: readonly FoundGroup[]): FoundGroup[] {
  const merged: (FoundGroup | null)[] = [...groups];
  const unitsOf = (place: number) => merged[place]?.units ?? [];
  const centres = groups.map(({ units }) => centresOf(space, [units]));
  const cosines = groups.map((_, first) =>
    Float64Array.from(groups, (_, second) => (second < first ? cosineOf(first, second) : -1)),
  );
  for (;;) {
    const pair = nearestPair(cosines);
    if (pair === null) {
      return merged.flatMap((group) => group ?? []);
    }
    const [first, second] = pair;
    const [larger, smaller] = unitsOf(first).length >= unitsOf(second).length ? [first, second] : [second, first];
    const units = [...unitsOf(larger), ...unitsOf(smaller)].sort((left, right) => left - right);
    merged[larger] = { units, theme: merged[larger]?.theme ?? 0 };
    merged[smaller] = null;
    centres[larger] = centresOf(space, [units]);
    for (const other of groups.keys()) {
      setCosine(smaller, other, -1);
      setCosine(larger, other, other === larger || merged[other] === null ? -1 : cosineOf(larger, other));
    }
  }

  function cosineOf(first: number, second: number): number {
    return cosineOfCentres(centres[first] as Centres, 0, 0, centres[second] as Centres);
  }

  function setCosine(first: number, second: number, cosine: number): void {
    (cosines[Math.max(first, second)] as Float64Array)[Math.min(first, second)] = cosine;
  }
}

/** Null when no two are alike. @param cosines by the later and the earlier one */
function nearestPair(cosines: readonly Float64Array[]): [number, number] | null {
  let nearest: [number, number] | null = null;
  let highest = alike;
  for (const [later, own] of cosines.entries()) {
    for (let earlier = 0; earlier < later; earlier++) {
      const cosine = own[earlier] as number;
      if (cosine >= highest && (nearest === null || cosine > highest)) {
        highest = cosine;
        nearest = [earlier, later];
      }
    }
  }
  return nearest;
}
