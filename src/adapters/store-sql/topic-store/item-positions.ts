import type { TopicBundleItem } from '../../../domain/topic-card.ts';
import { compareText } from '../../../lib/compare-text.ts';

/** Scores have four digits. */
const scale = 10_000;
/** Positions of each rank: as many as leave the highest of 20,002 ranks below 2³¹. */
export const positionsPerRank = 100_000;

/** How far behind an item stands by its role and score: anchors first, then the higher score. */
export function rankOf({ role, score }: Pick<TopicBundleItem, 'role' | 'score'>): number {
  return (role === 'anchor' ? 0 : scale + 1) + (scale - Math.round(score * scale));
}

/**
 * The positions of a bundle's items, ascending in their order: each in the range of its rank, all over it, so that others find room between
 * them. Should a rank have more items than positions, those behind it move on.
 */
export function itemPositions(items: readonly Pick<TopicBundleItem, 'role' | 'score'>[]): number[] {
  const ranks = items.map(rankOf);
  const sizes = new Map<number, number>();
  for (const rank of ranks) {
    sizes.set(rank, (sizes.get(rank) ?? 0) + 1);
  }
  const met = new Map<number, number>();
  let last = -1;
  return ranks.map((rank) => {
    const number = (met.get(rank) ?? 0) + 1;
    met.set(rank, number);
    const apart = positionsPerRank / ((sizes.get(rank) ?? 0) + 1);
    last = Math.max(last + 1, rank * positionsPerRank + Math.floor(number * apart));
    return last;
  });
}

/** From one item that is added behind all others of its rank to the next. */
const step = 1_000;

/**
 * Positions for items that join others of their rank, in the order of their source_refs.
 *
 * @param there what has the rank, ascending
 * @param joining source_refs, ascending, none of which is there
 * @returns of each that joins; null when there is no room between two
 */
export function positionsAmong(
  rank: number,
  there: readonly { position: number; source_ref: string }[],
  joining: readonly string[],
): number[] | null {
  const end = (rank + 1) * positionsPerRank;
  // The first position of a rank is that of an item of a fuller rank before it, or of a rank that was numbered without room.
  let below = rank * positionsPerRank;
  if (there[0]?.position === below) {
    return null;
  }
  const positions: number[] = [];
  let next = 0;
  for (const ref of joining) {
    for (let one = there[next]; one !== undefined && compareText(one.source_ref, ref) < 0; one = there[++next]) {
      below = Math.max(below, one.position);
    }
    const above = there[next]?.position ?? end;
    const half = Math.floor((above - below) / 2);
    if (half === 0) {
      return null;
    }
    below += there[next] === undefined ? Math.min(half, step) : half;
    positions.push(below);
  }
  return positions;
}
