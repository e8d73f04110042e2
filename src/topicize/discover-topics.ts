import type { TargetTopic } from '../domain/target-topic.ts';
import { continueGroups } from './continue-groups.ts';
import { draftSingletons } from './draft-singletons.ts';
import type { DraftTopic } from './draft-topic.ts';
import { type DraftedTopics, type DraftParameters, draftTopics, type TopicGroup } from './draft-topics.ts';
import { findNewcomers } from './find-newcomers.ts';
import { foundGroups } from './found-groups.ts';
import { groupChannel } from './group-channel.ts';
import type { GroupedChannel } from './grouped-channel.ts';
import type { Placement } from './place-units.ts';
import type { Earlier } from './read-earlier.ts';
import type { TopicizeDependencies, TopicizeOptions } from './topicize-options.ts';

export interface DiscoveredTopics {
  grouped: GroupedChannel;
  /** Clusters first, in the order of the placement's groups; then singletons. Null for what is wanted in no topic. */
  drafts: (DraftTopic | null)[];
  placement: Placement;
  /** Of the drafts that are null, in their order. */
  retiredIds: string[];
  /** Units of groups that were too small to be topics. */
  inSmallGroup: ReadonlySet<number>;
}

export interface DiscoverWork {
  channelId: string;
  /** The catalogue before. */
  earlier: Earlier;
  /**
   * True: founds the topics on all documents, but for those that a person looks after. False: the topics before go on, new documents join
   * them, and what fits in none is looked through for new subjects.
   */
  isAnew: boolean;
  /** Read along with the documents; they take no part in what is discovered. */
  targets: readonly TargetTopic[];
}

/** Fewer documents are no topic; in a channel of more than a thousand, a handful is none either. */
const smallestTopic = 3;
const smallestInLargeChannel = 5;
const largeChannel = 1_000;

/** Finds the subjects that several of a channel's documents share. */
export async function discoverTopics(
  dependencies: TopicizeDependencies,
  { channelId, earlier, isAnew, targets }: DiscoverWork,
  options: TopicizeOptions,
): Promise<DiscoveredTopics> {
  const grouped = await groupChannel(dependencies, { channelId, targets }, options);
  const { units, channel } = grouped;
  const least = channel.documents.length > largeChannel ? smallestInLargeChannel : smallestTopic;
  const parameters: DraftParameters = { ...options.parameters, smallestTopic: least };
  const staying = isAnew ? earlier.topics.filter(({ card }) => (card.protected ?? []).length > 0) : earlier.topics;
  const { groups: settled, themes } = continueGroups(grouped, earlier, staying);
  const found = isAnew ? findAnew() : { large: findFurther(), small: [] };
  const room = parameters.maxTopics === null ? found.large.length : Math.max(0, parameters.maxTopics - staying.length);
  const drafted = draftTopics(grouped, [...settled, ...found.large.slice(0, room)], parameters);
  const singletons = draftSingletons(
    grouped,
    { placement: drafted.placement, clusters: drafted.drafts.length, candidates: newUnits() },
    parameters,
  );
  return {
    grouped,
    drafts: [...drafted.drafts, ...singletons],
    placement: drafted.placement,
    retiredIds: drafted.groups.flatMap(({ retiredId }) => retiredId ?? []),
    inSmallGroup: new Set([...found.small, ...found.large.slice(room)].flatMap((group) => group.units)),
  };

  function findAnew(): { large: TopicGroup[]; small: TopicGroup[] } {
    const taken = new Set(settled.flatMap((group) => group.units));
    const groups = foundGroups(units, grouped.space, (unit) => !taken.has(unit)).map(
      ({ units: own, theme }): TopicGroup => ({
        units: own,
        isSettled: false,
        // Themes are found without those that stay, whose themes are numbered first.
        theme: themes.size + theme,
        continues: null,
        retiredId: null,
      }),
    );
    const documentsIn = (group: TopicGroup) => group.units.reduce((sum, unit) => sum + (units[unit]?.members.length ?? 0), 0);
    const large = groups.filter((group) => documentsIn(group) >= least);
    large.sort((left, right) => documentsIn(right) - documentsIn(left));
    return { large, small: groups.filter((group) => documentsIn(group) < least) };
  }

  function findFurther(): TopicGroup[] {
    const first: DraftedTopics = draftTopics(grouped, settled, parameters);
    return findNewcomers(grouped, first, { isNew, smallestTopic: least });
  }

  function isNew(unit: number): boolean {
    return units[unit]?.members.some((place) => !earlier.known.has(channel.documents[place]?.sourceRef ?? '')) ?? false;
  }

  function newUnits(): Set<number> {
    return new Set(units.map((_, unit) => unit).filter((unit) => isAnew || isNew(unit)));
  }
}
