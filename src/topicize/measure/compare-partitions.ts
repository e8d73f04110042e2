/** How alike two ways of dividing the same things are. */
export interface PartitionLikeness {
  /** Share of the things whose group has the same name in both, 0 to 1. */
  keptShare: number;
  /**
   * Adjusted Rand index: 1 when both put the same things together, whatever the groups are called; about 0 when they agree as often as
   * by chance; below when less often.
   */
  adjustedRandIndex: number;
}

/** Things that are in one group of each partition. */
export interface PartitionCell {
  before: string;
  now: string;
  things: number;
}

/**
 * Compares two partitions by the things that both know (Hubert and Arabie 1985, «Comparing partitions»): with n things, aᵢ and bⱼ in the
 * groups of each and nᵢⱼ in both, and C(n) = n · (n − 1) / 2:
 * ARI = (Σ C(nᵢⱼ) − E) / ((Σ C(aᵢ) + Σ C(bⱼ)) / 2 − E), where E = Σ C(aᵢ) · Σ C(bⱼ) / C(n) is what chance gives.
 *
 * @param before the group of each thing
 * @returns null when nothing is in both
 */
export function comparePartitions(
  before: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): PartitionLikeness | null {
  const cells = new Map<string, PartitionCell>();
  for (const [thing, group] of now) {
    const old = before.get(thing);
    if (old !== undefined) {
      const key = JSON.stringify([old, group]);
      const cell = cells.get(key) ?? { before: old, now: group, things: 0 };
      cell.things++;
      cells.set(key, cell);
    }
  }
  return compareCells([...cells.values()]);
}

/** The same by how many things each pair of groups shares. @param cells each pair once */
export function compareCells(cells: readonly PartitionCell[]): PartitionLikeness | null {
  const [groupsBefore, groupsNow] = [new Map<string, number>(), new Map<string, number>()];
  const both = new Map<string, number>();
  let things = 0;
  let kept = 0;
  for (const [number, cell] of cells.entries()) {
    things += cell.things;
    kept += cell.before === cell.now ? cell.things : 0;
    count(groupsBefore, cell.before, cell.things);
    count(groupsNow, cell.now, cell.things);
    count(both, String(number), cell.things);
  }
  if (things === 0) {
    return null;
  }
  const [pairsBefore, pairsNow] = [pairsIn(groupsBefore), pairsIn(groupsNow)];
  const expected = things < 2 ? 0 : (pairsBefore * pairsNow) / pairsOf(things);
  const highest = (pairsBefore + pairsNow) / 2;
  // Both put all things together, or each apart: then they are the same.
  const index = highest === expected ? 1 : (pairsIn(both) - expected) / (highest - expected);
  return { keptShare: kept / things, adjustedRandIndex: index };
}

function count(counts: Map<string, number>, key: string, things: number): void {
  counts.set(key, (counts.get(key) ?? 0) + things);
}

function pairsIn(sizes: ReadonlyMap<string, number>): number {
  return [...sizes.values()].reduce((sum, size) => sum + pairsOf(size), 0);
}

function pairsOf(size: number): number {
  return (size * (size - 1)) / 2;
}
