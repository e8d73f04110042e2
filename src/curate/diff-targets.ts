import type { TargetTopic } from '../domain/target-topic.ts';
import { stableJson } from '../lib/stable-json.ts';
import type { TargetsChange } from '../ports/target-store.ts';

/** What of the targets of a channel is not as it was, by title. */
export interface TargetsDifference {
  added: string[];
  changed: string[];
  removed: string[];
}

/** What to do so that `wanted` are the targets of a channel, and how that differs from those that it has. */
export function diffTargets(
  stored: readonly TargetTopic[],
  wanted: readonly TargetTopic[],
): { change: TargetsChange; difference: TargetsDifference } {
  const before = new Map(stored.map((target) => [target.title, stableJson(target)]));
  const after = new Set(wanted.map(({ title }) => title));
  const saved = wanted.filter((target) => before.get(target.title) !== stableJson(target));
  const removed = stored.map(({ title }) => title).filter((title) => !after.has(title));
  const titles = (isKnown: boolean) => saved.map(({ title }) => title).filter((title) => before.has(title) === isKnown);
  return { change: { saved, removed }, difference: { added: titles(false), changed: titles(true), removed } };
}
