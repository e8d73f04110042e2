import { diffTargets } from '../curate/diff-targets.ts';
import { parseTarget } from '../curate/parse-target.ts';
import type { TargetTopic } from '../domain/target-topic.ts';
import type { TargetStore } from '../ports/target-store.ts';

export interface AddedTarget {
  target: TargetTopic;
  change: 'added' | 'changed' | 'unchanged';
}

/**
 * Names a topic of a channel in advance, or changes what is said of the one with this title. The next `topicize` looks for its messages.
 *
 * @throws TgParserError `targets_invalid` naming the field
 */
export async function addTarget(
  { targetStore }: { targetStore: TargetStore },
  channelId: string,
  given: { [Field in keyof TargetTopic]?: unknown },
): Promise<AddedTarget> {
  const target = parseTarget(given, 'The target');
  const stored = await targetStore.targets(channelId);
  const others = stored.filter(({ title }) => title !== target.title);
  const { change, difference } = diffTargets(stored, [...others, target]);
  await targetStore.changeTargets(channelId, change);
  return { target, change: difference.added.length > 0 ? 'added' : difference.changed.length > 0 ? 'changed' : 'unchanged' };
}
