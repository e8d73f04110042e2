import type { TargetTopic } from '../../domain/target-topic.ts';
import type { Earlier, EarlierTopic } from '../read/read-earlier.ts';
import type { TopicizeDependencies, TopicizeOptions } from '../topicize-options.ts';
import { continueGroups } from './continue-groups.ts';
import { draftSingletons } from './draft-singletons.ts';
import type { DraftTopic } from './draft-topic.ts';
import { type DraftedTopics, type DraftParameters, draftTopics, type TopicGroup } from './draft-topics.ts';
import { earlierBonds } from './earlier-bonds.ts';
import { findNewcomers } from './find-newcomers.ts';
import { foundGroups } from './found-groups.ts';
import { groupChannel } from './group-channel.ts';
import type { GroupedChannel } from './grouped-channel.ts';
import { isLookedAfter } from './is-looked-after.ts';
import { leastDocuments } from './least-documents.ts';
import type { Placement } from './place-units.ts';

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
  /** Whether documents joined the topics since they were founded, so that founding them on all would give others. */
  hasGrown: boolean;
}

/** Finds the subjects that several of a channel's documents share. */
export async function discoverTopics(
  dependencies: TopicizeDependencies,
  { channelId, earlier, isAnew, targets, hasGrown }: DiscoverWork,
  options: TopicizeOptions,
): Promise<DiscoveredTopics> {
  const grouped = await groupChannel(dependencies, { channelId, targets }, options);
  const { units, channel } = grouped;
  const least = leastDocuments(channel);
  // A person who asks for a rebuild knows the topics.
  const isKnown = options.force === true && options.withBundles !== false && hasGrown;
  const mayJoin = (unit: number) => isAnew || isNew(unit);
  const parameters: DraftParameters = { ...options.parameters, smallestTopic: least, mayJoin };
  const { drafted, small } = isAnew ? draftAnew() : draftFurther();
  const candidates = new Set(units.map((_, unit) => unit).filter(mayJoin));
  const placed = new Set(drafted.drafts.flatMap((draft) => draft?.places ?? []));
  const unwanted = new Set([...earlier.unwanted.values()].flat());
  const isTaken = (place: number) => placed.has(place) || unwanted.has(channel.documents[place]?.sourceRef ?? '');
  const singletons = draftSingletons(
    grouped,
    { placement: drafted.placement, drafted: drafted.drafts, candidates, isTaken },
    parameters,
  );
  return {
    grouped,
    drafts: [...drafted.drafts, ...singletons],
    placement: drafted.placement,
    retiredIds: drafted.groups.flatMap(({ retiredId }) => retiredId ?? []),
    inSmallGroup: new Set(small.flatMap((group) => group.units)),
  };

  function draftAnew(): { drafted: DraftedTopics; small: TopicGroup[] } {
    const { groups: settled, themes } = continueGroups(grouped, earlier, earlier.topics.filter(stays).map(withoutJoined));
    const taken = new Set(settled.flatMap((group) => group.units));
    const groups = foundGroups(units, grouped.space, {
      isFree: (unit) => !taken.has(unit),
      together: isKnown ? earlierBonds(grouped, earlier) : undefined,
    }).map(
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
    const room = roomBeside(settled);
    return {
      drafted: draftTopics(grouped, beside(settled, large.slice(0, room)), parameters),
      small: [...groups.filter((group) => documentsIn(group) < least), ...large.slice(room)],
    };
  }

  function draftFurther(): { drafted: DraftedTopics; small: TopicGroup[] } {
    const { groups: settled } = continueGroups(grouped, earlier, earlier.topics);
    const first = draftTopics(grouped, settled, parameters);
    const newcomers = findNewcomers(grouped, { ...first, typical: first.measured.typical }, { isNew, smallestTopic: least });
    const room = roomBeside(settled);
    const drafted =
      newcomers.length === 0 ? first : draftTopics(grouped, beside(settled, newcomers.slice(0, room)), parameters);
    return { drafted, small: newcomers.slice(room) };
  }

  /** What a person looks after; and what stood alone when she last looked, since whatever is found beside it is no reason to lose it. */
  function stays({ card }: EarlierTopic): boolean {
    return isLookedAfter(card) || (isKnown && card.type === 'singleton');
  }

  function roomBeside(settled: readonly TopicGroup[]): number {
    const living = settled.filter(({ retiredId }) => retiredId === null).length;
    return parameters.maxTopics === null ? Number.POSITIVE_INFINITY : Math.max(0, parameters.maxTopics - living);
  }

  function isNew(unit: number): boolean {
    return units[unit]?.members.some((place) => !earlier.known.has(channel.documents[place]?.sourceRef ?? '')) ?? false;
  }
}

/** New groups behind the topics that go on; last what becomes no topic, so that a topic's place is the same with it and without. */
function beside(settled: readonly TopicGroup[], fresh: readonly TopicGroup[]): TopicGroup[] {
  const isWanted = ({ retiredId }: TopicGroup) => retiredId === null;
  return [...settled.filter(isWanted), ...fresh, ...settled.filter((group) => !isWanted(group))];
}

/** As a person left it. What runs added is placed anew, else it would attract more with each run. */
function withoutJoined({ card, items }: EarlierTopic): EarlierTopic {
  return { card, items: new Map([...items].filter(([, { joined }]) => joined !== true)) };
}
