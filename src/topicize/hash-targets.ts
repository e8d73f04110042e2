import type { TargetTopic } from '../domain/target-topic.ts';
import { compareText } from '../lib/compare-text.ts';
import { sha256 } from '../lib/sha256.ts';
import { stableJson } from '../lib/stable-json.ts';

/** Names a list of targets, whatever its order. @returns null for none */
export function hashTargets(targets: readonly TargetTopic[]): string | null {
  const sorted = targets.toSorted((left, right) => compareText(left.title, right.title));
  return sorted.length === 0 ? null : sha256(stableJson(sorted));
}
