import type { TargetTopic } from '../../domain/target-topic.ts';
import { findRepeats } from '../read/find-repeats.ts';
import { gatherUnits } from '../read/gather-units.ts';
import { loadDocuments } from '../read/load-documents.ts';
import { membersOf } from '../read/members-of.ts';
import { gatherTargets } from '../targets/gather-targets.ts';
import type { TopicizeDependencies, TopicizeOptions } from '../topicize-options.ts';
import { embedUnits } from './embed-units.ts';
import { countStems } from './find-terms.ts';
import { topicAuthorWeight } from './found-groups.ts';
import type { GroupedChannel } from './grouped-channel.ts';
import { countAuthors, weighAuthors } from './weigh-authors.ts';

/**
 * Reads the documents of a channel or of a set of channels, joins conversations, and says where each of them lies, and where the targets do.
 */
export async function groupChannel(
  dependencies: TopicizeDependencies,
  { channelId, targets }: { channelId: string; targets: readonly TargetTopic[] },
  options: Pick<TopicizeOptions, 'channelIds' | 'signal' | 'onProgress'>,
): Promise<GroupedChannel> {
  const channel = await loadDocuments(dependencies, membersOf(channelId, options));
  const units = gatherUnits(channel);
  const gathered = gatherTargets(channel, targets);
  const targetTexts = gathered.flatMap(({ about, examples, exclusions }) => [about, ...examples, ...exclusions]);
  const embedded = await embedUnits(dependencies, { channel, units, targetTexts }, options);
  return {
    channel,
    stemCounts: countStems(channel),
    units,
    space: { words: embedded.units, authors: weighAuthors(units, countAuthors(units)), authorWeight: topicAuthorWeight },
    learnt: embedded.learnt,
    repeats: findRepeats(channel),
    targets: gathered,
    targetVectors: embedded.targetTexts,
  };
}
