import type { Assignment } from './assign-documents.ts';
import { discoverGroups } from './discover-groups.ts';
import { draftClusters, type GroupedChannel } from './draft-clusters.ts';
import { draftSingletons } from './draft-singletons.ts';
import type { DraftTopic } from './draft-topic.ts';
import { embedDocuments } from './embed-documents.ts';
import { countStems } from './find-terms.ts';
import { loadDocuments } from './load-documents.ts';
import { placeInContext, poolConversations } from './mix-conversations.ts';
import type { TopicizeDependencies, TopicizeOptions } from './topicize-options.ts';

export interface DiscoveredTopics {
  grouped: GroupedChannel;
  /** Clusters first, in the order of the assignment's groups; then singletons. */
  drafts: DraftTopic[];
  assignment: Assignment;
  /** Documents of groups that were too small to be topics. */
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
  const own = await embedDocuments(dependencies, { channelId, channel }, options);
  const units = poolConversations(channel.documents, own);
  const grouped: GroupedChannel = {
    channel,
    stemCounts: countStems(channel),
    units,
    documents: placeInContext(own, units),
  };
  const least = channel.documents.length > largeChannel ? smallestInLargeChannel : smallestTopic;
  const parameters = { ...options.parameters, smallestTopic: least };
  const groups = discoverGroups(units);
  const documentsOf = (group: number[]) => group.flatMap((unit) => units.members[unit] ?? []);
  const large = groups.filter((group) => documentsOf(group).length >= least).slice(0, parameters.maxTopics ?? groups.length);
  const { drafts, assignment } = draftClusters(grouped, large, parameters);
  const singletons = draftSingletons(grouped, { assignment, clusters: drafts.length }, parameters);
  return {
    grouped,
    drafts: [...drafts, ...singletons],
    assignment,
    inSmallGroup: new Set(groups.slice(large.length).flatMap(documentsOf)),
  };
}
