import type { EarlierTopic } from '../read/read-earlier.ts';
import type { TopicizeParameters } from '../topicize-options.ts';
import { draftGroup } from './draft-group.ts';
import type { DraftTopic } from './draft-topic.ts';
import type { GroupedChannel } from './grouped-channel.ts';
import { isTopic } from './is-topic.ts';
import { type MeasuredGroups, measureGroups } from './measure-groups.ts';
import { type Placement, type PlacementWork, placeUnits, type UnitGroup } from './place-units.ts';
import { relatedGroups } from './related-groups.ts';

/** What becomes a topic. */
export interface TopicGroup extends UnitGroup {
  /** Number of the theme. */
  theme: number | null;
  /** The topic that goes on; null for a new one. */
  continues: EarlierTopic | null;
  /** Id of the topic that a person retired: what belongs here is wanted in none. Null for all others. */
  retiredId: string | null;
  /** source_refs of what that topic held: each of them stays here, whatever becomes of the rest of its unit. */
  unwanted?: readonly string[];
}

export interface DraftedTopics {
  /** By group; null for an unwanted one. */
  drafts: (DraftTopic | null)[];
  groups: TopicGroup[];
  placement: Placement;
  measured: MeasuredGroups;
}

export type DraftParameters = TopicizeParameters & { smallestTopic: number } & Pick<PlacementWork, 'mayJoin'>;

/**
 * Makes topics of groups. A new group that does not get enough documents, anchors or words of its own through the gates is no
 * topic, and neither is one that goes on with nothing left of it: their units are measured against the others. The gates do not bind a
 * person: a topic that one looks after goes on as long as it holds anything.
 */
export function draftTopics(
  grouped: GroupedChannel,
  groups: readonly TopicGroup[],
  parameters: DraftParameters,
): DraftedTopics {
  let kept = [...groups];
  // Each round drops a group, so it ends; it nearly always settles at once or twice.
  for (;;) {
    const measured = measureGroups(
      grouped.space,
      kept.map(({ units }) => units),
    );
    const placement = placeUnits(grouped.space, {
      ...{ groups: kept, measured },
      minimum: parameters.supportingMinScore,
      mayJoin: parameters.mayJoin,
    });
    const members = documentsByGroup(grouped, kept, placement);
    const drafts = kept.map((group, number) =>
      group.retiredId !== null ? null : draftGroup(grouped, { group, documents: members[number] ?? new Map() }, parameters),
    );
    const good = drafts.map((draft) => draft === null || isTopic(grouped, draft, parameters));
    if (good.every(Boolean)) {
      return { drafts: relate(drafts, measured), groups: kept, placement, measured };
    }
    kept = kept.filter((_, group) => good[group]);
  }
}

/** Score of the unit, by place of the document. A document that a topic holds already stays there, wherever its unit belongs. */
function documentsByGroup(
  { channel, units, repeats }: GroupedChannel,
  groups: readonly TopicGroup[],
  { group: groupOf, score }: Placement,
): Map<number, number>[] {
  const holds = new Map<string, number>();
  for (const [number, { continues, unwanted }] of groups.entries()) {
    for (const ref of continues?.items.keys() ?? unwanted ?? []) {
      holds.set(ref, number);
    }
  }
  const documents: Map<number, number>[] = groups.map(() => new Map());
  for (const [unit, { members }] of units.entries()) {
    for (const original of members) {
      const own = holds.get(channel.documents[original]?.sourceRef ?? '') ?? groupOf[unit] ?? -1;
      for (const place of [original, ...(repeats.get(original) ?? [])]) {
        documents[holds.get(channel.documents[place]?.sourceRef ?? '') ?? own]?.set(place, score[unit] ?? 0);
      }
    }
  }
  return documents;
}

/** A topic that goes on keeps those that it had, as far as they are still there. */
function relate(drafts: (DraftTopic | null)[], { centres }: MeasuredGroups): (DraftTopic | null)[] {
  const placeOf = new Map(drafts.flatMap((draft, place) => (draft?.continues ? [[draft.continues.card.id, place]] : [])));
  return drafts.map((draft, group) => {
    if (draft === null) {
      return null;
    }
    const known = draft.continues?.card.related_topics.flatMap((id) => placeOf.get(id) ?? []);
    return { ...draft, related: known ?? nearest(group) };
  });

  function nearest(group: number): number[] {
    return relatedGroups(centres, group, (other) => drafts[other] !== null && drafts[other] !== undefined);
  }
}
