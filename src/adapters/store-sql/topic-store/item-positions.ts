import type { TopicBundleItem } from '../../../domain/topic-card.ts';

/** Scores have four digits. */
const scale = 10_000;
/** Positions of each rank: as many as leave the highest of 20,002 ranks below 2³¹. */
export const positionsPerRank = 100_000;

/** How far behind an item stands by its role and score: anchors first, then the higher score. */
export function rankOf({ role, score }: Pick<TopicBundleItem, 'role' | 'score'>): number {
  return (role === 'anchor' ? 0 : scale + 1) + (scale - Math.round(score * scale));
}

/**
 * The positions of a bundle's items, ascending in their order: each in the range of its rank, so that others join a bundle without more rows being
 * rewritten than those of their rank. Should a rank have more items than positions, those behind it move on.
 */
export function itemPositions(items: readonly Pick<TopicBundleItem, 'role' | 'score'>[]): number[] {
  let last = -1;
  return items.map((item) => {
    last = Math.max(last + 1, rankOf(item) * positionsPerRank);
    return last;
  });
}
