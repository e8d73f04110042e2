import { adjustedRand } from './adjusted-rand.ts';
import { countTogether, type GroupAndLabel } from './count-together.ts';

export interface Agreement {
  items: number;
  groups: number;
  /** Normalised mutual information, 2·I / (H + H), 0 to 1. */
  nmi: number;
  /** Share of items that have the most frequent label of their group. */
  purity: number;
  /** Adjusted Rand index, see `adjustedRand`. */
  ari: number;
}

/** How well groups agree with labels that people gave; one entry an item. */
export function measureAgreement(pairs: readonly GroupAndLabel[]): Agreement {
  const { items, groups, labels, both } = countTogether(pairs);
  let information = 0;
  const largest = new Map<string, number>();
  for (const { group, label, count } of both) {
    information += (count / items) * Math.log((count * items) / ((groups.get(group) ?? 1) * (labels.get(label) ?? 1)));
    largest.set(group, Math.max(largest.get(group) ?? 0, count));
  }
  const entropies = entropy(groups, items) + entropy(labels, items);
  return {
    items,
    groups: groups.size,
    nmi: entropies > 0 ? (2 * information) / entropies : 0,
    purity: items > 0 ? [...largest.values()].reduce((sum, count) => sum + count, 0) / items : 0,
    ari: adjustedRand(pairs),
  };
}

function entropy(counts: Map<string, number>, total: number): number {
  return [...counts.values()].reduce((sum, count) => sum - (count / total) * Math.log(count / total), 0);
}
