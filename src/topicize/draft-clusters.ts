import { type Assignment, assignUnits } from './assign-units.ts';
import { chooseAnchors, rankCentral } from './choose-anchors.ts';
import type { DraftTopic } from './draft-topic.ts';
import { findTerms } from './find-terms.ts';
import type { FoundGroup } from './found-groups.ts';
import type { GroupedChannel } from './grouped-channel.ts';
import { mainLanguage } from './main-language.ts';
import { type MeasuredGroups, measureGroups } from './measure-groups.ts';
import { roundScore } from './round-score.ts';
import { scoreDocuments } from './score-documents.ts';
import type { TopicizeParameters } from './topicize-options.ts';
import { cosineOfCentres } from './unit-space.ts';

export interface DraftedClusters {
  drafts: DraftTopic[];
  assignment: Assignment;
}

/** Centres that two topics' documents may share before they are called related. */
const relatedFrom = 0.2;
const mostRelated = 3;

/**
 * Makes topics of groups. A group that does not get enough documents, anchors or words of its own through the gates is no
 * topic: its units are measured against the others.
 */
export function draftClusters(
  grouped: GroupedChannel,
  groups: FoundGroup[],
  parameters: TopicizeParameters & { smallestTopic: number },
): DraftedClusters {
  let kept = groups;
  // Each round drops a group, so it ends; it nearly always settles at once or twice.
  for (;;) {
    const units = kept.map((group) => group.units);
    const measured = measureGroups(grouped.space, units);
    const assignment = assignUnits(grouped.space, { groups: units, measured, minimum: parameters.supportingMinScore });
    const drafts = unitsByGroup(assignment, kept.length).map((members, group) =>
      draftCluster(grouped, { units: members, theme: kept[group]?.theme ?? 0, assignment }, parameters),
    );
    const good = drafts.map((draft) => isTopic(grouped, draft, parameters));
    if (good.every(Boolean)) {
      return { drafts: relate(drafts, measured), assignment };
    }
    kept = kept.filter((_, group) => good[group]);
  }
}

function draftCluster(
  { channel, stemCounts, units, repeats }: GroupedChannel,
  { units: members, theme, assignment }: { units: number[]; theme: number; assignment: Assignment },
  { anchorMinScore, supportingMinScore, topNAnchors }: TopicizeParameters,
): DraftTopic {
  const originals = members.flatMap((unit) => units[unit]?.members ?? []);
  const terms = findTerms(channel, stemCounts, originals);
  const scores = new Map<number, number>();
  for (const unit of members) {
    const score = assignment.score[unit] ?? 0;
    for (const [place, own] of scoreDocuments(channel, units[unit]?.members ?? [], {
      score,
      terms,
      least: supportingMinScore,
    })) {
      for (const same of [place, ...(repeats.get(place) ?? [])]) {
        scores.set(same, roundScore(own));
      }
    }
  }
  const places = [...scores.keys()].sort((left, right) => left - right);
  const central = rankCentral(channel, { places, terms }, scores);
  const anchors = chooseAnchors(channel, { central, scores }, { minimum: anchorMinScore, most: topNAnchors });
  const language = mainLanguage(channel, originals);
  return { type: 'cluster', places, anchors, scores, terms, central, language, theme, related: [] };
}

function isTopic({ channel }: GroupedChannel, draft: DraftTopic, { smallestTopic }: { smallestTopic: number }): boolean {
  const { places, anchors, terms } = draft;
  const shaping = places.filter(
    (place) => channel.documents[place]?.isNoise === false && !channel.documents[place]?.duplicateOf,
  );
  return shaping.length >= smallestTopic && anchors.length >= 2 && terms.length > 0;
}

function unitsByGroup({ group }: Assignment, groups: number): number[][] {
  const units: number[][] = Array.from({ length: groups }, () => []);
  for (const [unit, number] of group.entries()) {
    units[number]?.push(unit);
  }
  return units;
}

function relate(drafts: DraftTopic[], { centres }: MeasuredGroups): DraftTopic[] {
  return drafts.map((draft, group) => ({
    ...draft,
    related: drafts
      .map((_, other) => ({ other, cosine: other === group ? -1 : cosineOfCentres(centres, group, other) }))
      .filter(({ cosine }) => cosine >= relatedFrom)
      .sort((left, right) => right.cosine - left.cosine || left.other - right.other)
      .slice(0, mostRelated)
      .map(({ other }) => other),
  }));
}
