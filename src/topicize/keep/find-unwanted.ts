import type { DiscoveredTopics } from '../group/discover-topics.ts';

/**
 * Documents of topics that a person retired, by place: the id of that topic. They are outside of all topics, unless a target holds them; then its
 * bundle has to remember what they are of.
 *
 * @param ids of the topics, by group, also of those that a person retired
 */
export function findUnwanted(
  { grouped: { units, repeats }, drafts, placement }: DiscoveredTopics,
  ids: readonly string[],
): Map<number, string> {
  const unwanted = new Map<number, string>();
  for (const [unit, { members }] of units.entries()) {
    const group = placement.group[unit] ?? -1;
    if (group >= 0 && drafts[group] === null) {
      for (const place of members.flatMap((original) => [original, ...(repeats.get(original) ?? [])])) {
        unwanted.set(place, ids[group] ?? '');
      }
    }
  }
  return unwanted;
}
