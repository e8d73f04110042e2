import type { TargetTopic } from '../../domain/target-topic.ts';
import { gatherUnits } from '../read/gather-units.ts';
import { type LoadedChannel, loadDocuments } from '../read/load-documents.ts';
import { membersOf } from '../read/members-of.ts';
import { gatherTargets } from '../targets/gather-targets.ts';
import type { TopicizeDependencies, TopicizeOptions } from '../topicize-options.ts';
import { embedUnits } from './embed-units.ts';
import { countStems } from './find-terms.ts';
import { topicAuthorWeight } from './found-groups.ts';
import type { GroupedChannel } from './grouped-channel.ts';
import { weighAuthors } from './weigh-authors.ts';

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
    space: { words: embedded.units, authors: weighAuthors(units), authorWeight: topicAuthorWeight },
    repeats: findRepeats(channel),
    targets: gathered,
    targetVectors: embedded.targetTexts,
  };
}

function findRepeats({ documents }: LoadedChannel): Map<number, number[]> {
  const placeOf = new Map(documents.map(({ sourceRef }, place) => [sourceRef, place]));
  const repeats = new Map<number, number[]>();
  for (const [place, { duplicateOf }] of documents.entries()) {
    const original = duplicateOf === null ? undefined : placeOf.get(duplicateOf);
    if (original !== undefined) {
      const known = repeats.get(original);
      if (known) {
        known.push(place);
      } else {
        repeats.set(original, [place]);
      }
    }
  }
  return repeats;
}
