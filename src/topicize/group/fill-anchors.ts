import { compareText } from '../../lib/compare-text.ts';
import type { LoadedChannel } from '../read/load-documents.ts';

/** A topic of several messages needs so many to prove it. */
const leastAnchors = 2;

/**
 * Anchors of a topic that a person put together, when too few of its messages pass the gates: the best others join them, those that say
 * what it is about first.
 *
 * @returns by score descending, source_ref ascending
 */
export function fillAnchors(
  { documents }: LoadedChannel,
  { chosen, central, places }: { chosen: readonly number[]; central: readonly number[]; places: readonly number[] },
  scores: ReadonlyMap<number, number>,
): number[] {
  const most = Math.max(leastAnchors, chosen.length);
  return [...new Set([...chosen, ...central, ...places.toSorted(compare)])].slice(0, most).sort(compare);

  function compare(left: number, right: number): number {
    const byScore = (scores.get(right) ?? 0) - (scores.get(left) ?? 0);
    return byScore || compareText(documents[left]?.sourceRef ?? '', documents[right]?.sourceRef ?? '');
  }
}
