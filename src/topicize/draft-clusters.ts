import { type Assignment, assignDocuments } from './assign-documents.ts';
import { chooseAnchors, rankCentral } from './choose-anchors.ts';
import type { DraftTopic } from './draft-topic.ts';
import { findTerms } from './find-terms.ts';
import type { LoadedChannel } from './load-documents.ts';
import { mainLanguage } from './main-language.ts';
import { cosineOfGroups, type MeasuredGroups, measureGroups } from './measure-groups.ts';
import type { Units } from './mix-conversations.ts';
import type { TopicizeParameters } from './topicize-options.ts';
import type { UnitVectors } from './unit-vectors.ts';

export interface GroupedChannel {
  channel: LoadedChannel;
  /** Documents by stem, see `countStems`. */
  stemCounts: Int32Array;
  units: Units;
  /** Documents in their context. */
  documents: UnitVectors;
}

export interface DraftedClusters {
  drafts: DraftTopic[];
  assignment: Assignment;
}

/** Centres that two topics' documents may share before they are called related. */
const relatedFrom = 0.2;
const mostRelated = 3;

/**
 * Makes topics of groups. A group that does not get enough documents, anchors or words of its own through the gates is no
 * topic: its documents are measured against the others.
 */
export function draftClusters(
  grouped: GroupedChannel,
  groups: number[][],
  parameters: TopicizeParameters & { smallestTopic: number },
): DraftedClusters {
  let kept = groups;
  // Each round drops a group, so it ends; it nearly always settles at once or twice.
  for (;;) {
    const measured = measureGroups(kept, grouped.units, grouped.documents);
    const assignment = assignDocuments(
      { groups: kept, measured, minimum: parameters.supportingMinScore },
      grouped.units,
      grouped.documents,
    );
    const drafts = placesByGroup(assignment, kept.length).map((places) =>
      draftCluster(grouped, { places, assignment }, parameters),
    );
    const good = drafts.map((draft) => isTopic(draft, parameters));
    if (good.every(Boolean)) {
      return { drafts: relate(drafts, measured), assignment };
    }
    kept = kept.filter((_, group) => good[group]);
  }
}

function draftCluster(
  { channel, stemCounts }: GroupedChannel,
  { places, assignment }: { places: number[]; assignment: Assignment },
  { anchorMinScore, topNAnchors }: TopicizeParameters,
): DraftTopic {
  const scores = new Map(places.map((place) => [place, roundScore(assignment.score[place] ?? 0)]));
  const terms = findTerms(channel, stemCounts, places);
  const central = rankCentral(channel, { places, terms }, scores);
  const anchors = chooseAnchors(channel, { central, scores }, { minimum: anchorMinScore, most: topNAnchors });
  return { type: 'cluster', places, anchors, scores, terms, central, language: mainLanguage(channel, places), related: [] };
}

/** Four digits: what follows is below what the method can tell. */
export function roundScore(score: number): number {
  return Math.round(score * 10_000) / 10_000;
}

function isTopic({ places, anchors, terms }: DraftTopic, { smallestTopic }: { smallestTopic: number }): boolean {
  return places.length >= smallestTopic && anchors.length >= 2 && terms.length > 0;
}

function placesByGroup({ group }: Assignment, groups: number): number[][] {
  const places: number[][] = Array.from({ length: groups }, () => []);
  for (const [place, number] of group.entries()) {
    places[number]?.push(place);
  }
  return places;
}

function relate(drafts: DraftTopic[], measured: MeasuredGroups): DraftTopic[] {
  return drafts.map((draft, group) => ({
    ...draft,
    related: drafts
      .map((_, other) => ({ other, cosine: other === group ? -1 : cosineOfGroups(measured, group, other) }))
      .filter(({ cosine }) => cosine >= relatedFrom)
      .sort((left, right) => right.cosine - left.cosine || left.other - right.other)
      .slice(0, mostRelated)
      .map(({ other }) => other),
  }));
}
