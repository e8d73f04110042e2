export interface Agreement {
  items: number;
  groups: number;
  /** Normalised mutual information, 2·I / (H + H), 0 to 1. */
  nmi: number;
  /** Share of items that have the most frequent label of their group. */
  purity: number;
}

/** How well groups agree with labels that people gave; one entry an item. */
export function measureAgreement(pairs: { group: string; label: string }[]): Agreement {
  const groups = countBy(pairs, ({ group }) => group);
  const labels = countBy(pairs, ({ label }) => label);
  const both = countBy(pairs, ({ group, label }) => JSON.stringify([group, label]));
  const total = pairs.length;
  let information = 0;
  const largest = new Map<string, number>();
  for (const [key, count] of both) {
    const [group, label] = JSON.parse(key) as [string, string];
    information += (count / total) * Math.log((count * total) / ((groups.get(group) ?? 1) * (labels.get(label) ?? 1)));
    largest.set(group, Math.max(largest.get(group) ?? 0, count));
  }
  const entropies = entropy(groups, total) + entropy(labels, total);
  return {
    items: total,
    groups: groups.size,
    nmi: entropies > 0 ? (2 * information) / entropies : 0,
    purity: total > 0 ? [...largest.values()].reduce((sum, count) => sum + count, 0) / total : 0,
  };
}

function countBy<Item>(items: Item[], keyOf: (item: Item) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) {
    counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  }
  return counts;
}

function entropy(counts: Map<string, number>, total: number): number {
  return [...counts.values()].reduce((sum, count) => sum - (count / total) * Math.log(count / total), 0);
}
