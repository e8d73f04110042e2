import type { Assignment } from './assign-units.ts';
import { draftClusters } from './draft-clusters.ts';
import { draftSingletons } from './draft-singletons.ts';
import type { DraftTopic } from './draft-topic.ts';
import { embedUnits } from './embed-units.ts';
import { countStems } from './find-terms.ts';
import { type FoundGroup, foundGroups, topicAuthorWeight } from './found-groups.ts';
import { gatherUnits } from './gather-units.ts';
import type { GroupedChannel } from './grouped-channel.ts';
import { type LoadedChannel, loadDocuments } from './load-documents.ts';
import type { TopicizeDependencies, TopicizeOptions } from './topicize-options.ts';
import { weighAuthors } from './weigh-authors.ts';

export interface DiscoveredTopics {
  grouped: GroupedChannel;
  /** Clusters first, in the order of the assignment's groups; then singletons. */
  drafts: DraftTopic[];
  assignment: Assignment;
  /** Units of groups that were too small to be topics. */
  inSmallGroup: ReadonlySet<number>;
}

/** Fewer documents are no topic; in a channel of more than a thousand, a handful is none either. */
const smallestTopic = 3;
const smallestInLargeChannel = 5;
const largeChannel = 1_000;

/** Reads a channel's documents and finds the subjects that several of them share. */
export async function discoverTopics(
  dependencies: TopicizeDependencies,
  channelId: string,
  options: TopicizeOptions,
): Promise<DiscoveredTopics> {
  const channel = await loadDocuments(dependencies, channelId);
  const units = gatherUnits(channel);
  const words = await embedUnits(dependencies, { channel, units }, options);
  const authors = weighAuthors(units);
  const grouped: GroupedChannel = {
    channel,
    stemCounts: countStems(channel),
    units,
    space: { words, authors, authorWeight: topicAuthorWeight },
    repeats: findRepeats(channel),
  };
  const least = channel.documents.length > largeChannel ? smallestInLargeChannel : smallestTopic;
  const parameters = { ...options.parameters, smallestTopic: least };
  const groups = foundGroups(units, { words, authors });
  const documentsIn = (group: FoundGroup) => group.units.reduce((sum, unit) => sum + (units[unit]?.members.length ?? 0), 0);
  const large = groups
    .filter((group) => documentsIn(group) >= least)
    .sort((left, right) => documentsIn(right) - documentsIn(left))
    .slice(0, parameters.maxTopics ?? groups.length);
  const { drafts, assignment } = draftClusters(grouped, large, parameters);
  const singletons = draftSingletons(grouped, { assignment, clusters: drafts.length }, parameters);
  return {
    grouped,
    drafts: [...drafts, ...singletons],
    assignment,
    inSmallGroup: new Set(groups.filter((group) => !large.includes(group)).flatMap((group) => group.units)),
  };
}

function findRepeats({ documents }: LoadedChannel): Map<number, number[]> {
  const placeOf = new Map(documents.map(({ sourceRef }, place) => [sourceRef, place]));
  const repeats = new Map<number, number[]>();
  for (const [place, { duplicateOf }] of documents.entries()) {
    const original = duplicateOf === null ? undefined : placeOf.get(duplicateOf);
    if (original !== undefined) {
      repeats.set(original, [...(repeats.get(original) ?? []), place]);
    }
  }
  return repeats;
}
