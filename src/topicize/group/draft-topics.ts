import { mainLanguage } from '../read/main-language.ts';
import type { EarlierTopic } from '../read/read-earlier.ts';
import type { TopicizeParameters } from '../topicize-options.ts';
import { chooseAnchors, rankCentral } from './choose-anchors.ts';
import type { DraftTopic } from './draft-topic.ts';
import { fillAnchors } from './fill-anchors.ts';
import { findTerms } from './find-terms.ts';
import type { GroupedChannel } from './grouped-channel.ts';
import { isLookedAfter } from './is-looked-after.ts';
import { type MeasuredGroups, measureGroups } from './measure-groups.ts';
import { type Placement, type PlacementWork, placeUnits, type UnitGroup } from './place-units.ts';
import { roundScore } from './round-score.ts';
import { scoreDocument } from './score-document.ts';
import { cosineOfCentres } from './unit-space.ts';

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
}

export type DraftParameters = TopicizeParameters & { smallestTopic: number } & Pick<PlacementWork, 'mayJoin'>;

/** Centres that two topics' documents may share before they are called related. */
const relatedFrom = 0.2;
const mostRelated = 3;

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
      group.retiredId !== null ? null : draftTopic(grouped, { group, documents: members[number] ?? new Map() }, parameters),
    );
    const good = drafts.map((draft) => draft === null || isTopic(grouped, draft, parameters));
    if (good.every(Boolean)) {
      return { drafts: relate(drafts, measured), groups: kept, placement };
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

function draftTopic(
  { channel, stemCounts }: GroupedChannel,
  { group: { continues, theme }, documents }: { group: TopicGroup; documents: ReadonlyMap<number, number> },
  { anchorMinScore, supportingMinScore, topNAnchors }: TopicizeParameters,
): DraftTopic {
  const places = [...documents.keys()].sort((left, right) => left - right);
  const terms = findTerms(channel, stemCounts, places);
  const scores = new Map(
    places.map((place) => {
      const known = continues?.items.get(channel.documents[place]?.sourceRef ?? '')?.score;
      const own = scoreDocument(channel, place, { score: documents.get(place) ?? 0, terms, least: supportingMinScore });
      return [place, known ?? roundScore(own)];
    }),
  );
  const central = rankCentral(channel, { places, terms }, scores);
  const chosen = chooseAnchors(channel, { central, scores }, { minimum: anchorMinScore, most: topNAnchors });
  const stay = new Set(continues?.card.anchors.map(({ anchor_ref }) => anchor_ref));
  const kept = places.filter((place) => stay.has(channel.documents[place]?.sourceRef ?? ''));
  const wasSingle = continues?.card.type === 'singleton';
  const keepsAnchors = continues !== null && kept.length === stay.size && !(wasSingle && chosen.length > 1);
  const isDecided = continues !== null && isLookedAfter(continues.card);
  const anchors = keepsAnchors
    ? sortAnchors(kept)
    : isDecided
      ? fillAnchors(channel, { chosen, central, places }, scores)
      : chosen;
  return {
    type: (wasSingle || isDecided) && anchors.length < 2 ? 'singleton' : 'cluster',
    places,
    anchors,
    scores,
    terms,
    central: central.length > 0 ? central : places,
    language: mainLanguage(channel, places),
    theme,
    related: [],
    continues,
  };

  function sortAnchors(anchors: number[]): number[] {
    const rank = new Map(continues?.card.anchors.map(({ anchor_ref }, place) => [anchor_ref, place]));
    const rankOf = (place: number) => rank.get(channel.documents[place]?.sourceRef ?? '') ?? 0;
    return anchors.sort((left, right) => rankOf(left) - rankOf(right));
  }
}

function isTopic({ channel }: GroupedChannel, draft: DraftTopic, { smallestTopic }: { smallestTopic: number }): boolean {
  const { places, anchors, terms, type, continues } = draft;
  const shaping = places.filter(
    (place) => channel.documents[place]?.isNoise === false && !channel.documents[place]?.duplicateOf,
  );
  if (continues !== null && isLookedAfter(continues.card)) {
    return places.length > 0;
  }
  if (continues !== null) {
    return shaping.length > 0 && anchors.length >= (type === 'singleton' ? 1 : 2);
  }
  return shaping.length >= smallestTopic && anchors.length >= 2 && terms.length > 0;
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
    return drafts
      .map((other, number) => ({
        number,
        cosine: number === group || other === null ? -1 : cosineOfCentres(centres, group, number),
      }))
      .filter(({ cosine }) => cosine >= relatedFrom)
      .sort((left, right) => right.cosine - left.cosine || left.number - right.number)
      .slice(0, mostRelated)
      .map(({ number }) => number);
  }
}
