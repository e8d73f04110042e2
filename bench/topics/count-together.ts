/** One item, as one grouping and as another has it. */
export interface GroupAndLabel {
  group: string;
  label: string;
}

export interface CountedTogether {
  items: number;
  groups: Map<string, number>;
  labels: Map<string, number>;
  /** Only what occurs. */
  both: (GroupAndLabel & { count: number })[];
}

/** The table that all measures of agreement are worked out from: how many items each group, each label and each pair of them has. */
export function countTogether(pairs: readonly GroupAndLabel[]): CountedTogether {
  const groups = new Map<string, number>();
  const labels = new Map<string, number>();
  const both = new Map<string, GroupAndLabel & { count: number }>();
  for (const { group, label } of pairs) {
    groups.set(group, (groups.get(group) ?? 0) + 1);
    labels.set(label, (labels.get(label) ?? 0) + 1);
    const key = JSON.stringify([group, label]);
    both.set(key, { group, label, count: (both.get(key)?.count ?? 0) + 1 });
  }
  return { items: pairs.length, groups, labels, both: [...both.values()] };
}
