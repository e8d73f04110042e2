import type { GroupedChannel } from '../group/grouped-channel.ts';
import type { TargetText } from './gather-targets.ts';

/** A word that no document has tells as much as one that hardly any has: a text full of them is about something else. */
const countOfUnknown = 0.5;

/** Which share of the words of a text each unit has, 0 to 1; a word counts the more the fewer documents have it. */
export function shareWords(
  { channel, units, stemCounts }: Pick<GroupedChannel, 'channel' | 'units' | 'stemCounts'>,
  { stems, unknownStems }: TargetText,
): Float64Array {
  const inverse = (count: number) => Math.log(1 + channel.documents.length / count);
  const weights = new Map(Array.from(stems, (stem) => [stem, inverse(stemCounts[stem] || 1)]));
  const known = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const all = known + unknownStems * inverse(countOfUnknown);
  return Float64Array.from(units, (unit) => unit.stems.reduce((sum, stem) => sum + (weights.get(stem) ?? 0), 0) / (all || 1));
}
