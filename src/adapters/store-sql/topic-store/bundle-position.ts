import type { TopicBundleItem } from '../../../domain/topic-card.ts';

/** Scores have four digits. */
const scale = 10_000;

/**
 * Where an item stands in its bundle, ascending: anchors first, then the higher score. Depends on nothing but the item, so others join a
 * bundle without any change of its rows.
 */
export function bundlePosition({ role, score }: Pick<TopicBundleItem, 'role' | 'score'>): number {
  return (role === 'anchor' ? 0 : scale + 1) + (scale - Math.round(score * scale));
}
