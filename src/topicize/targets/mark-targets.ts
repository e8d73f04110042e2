import type { TargetTopic } from '../../domain/target-topic.ts';
import { compareText } from '../../lib/compare-text.ts';
import { sha256 } from '../../lib/sha256.ts';
import { stableJson } from '../../lib/stable-json.ts';

/**
 * Stands in the origin of a catalogue for the targets that it was worked out with, whatever their order; empty for none. Behind the hash of
 * the rest: other targets are another catalogue, and no reason to found the topics anew.
 */
export function markTargets(targets: readonly TargetTopic[]): string {
  const sorted = targets.toSorted((left, right) => compareText(left.title, right.title));
  return sorted.length === 0 ? '' : ` targets ${sha256(stableJson(sorted))}`;
}
