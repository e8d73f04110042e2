import { countTogether, type GroupAndLabel } from './count-together.ts';

/**
 * The adjusted Rand index (Hubert and Arabie, 1985): of all pairs of items, how far both groupings agree on who belongs together,
 * above what chance would give. 1 for equal groupings, about 0 for unrelated ones, and it can be below. Unlike purity it does not
 * grow when groups are cut smaller.
 */
export function adjustedRand(pairs: readonly GroupAndLabel[]): number {
  const { items, groups, labels, both } = countTogether(pairs);
  const together = sumOfPairs(both.map(({ count }) => count));
  const inGroups = sumOfPairs([...groups.values()]);
  const inLabels = sumOfPairs([...labels.values()]);
  const all = pairsOf(items);
  const byChance = all > 0 ? (inGroups * inLabels) / all : 0;
  const most = (inGroups + inLabels) / 2;
  // Both have every item alone, or all in one group: nothing could differ.
  return most === byChance ? 1 : (together - byChance) / (most - byChance);
}

function sumOfPairs(counts: number[]): number {
  return counts.reduce((sum, count) => sum + pairsOf(count), 0);
}

function pairsOf(count: number): number {
  return (count * (count - 1)) / 2;
}
