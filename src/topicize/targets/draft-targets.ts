import { compareText } from '../../lib/compare-text.ts';
import { chooseAnchors, rankCentral } from '../group/choose-anchors.ts';
import type { DraftTopic, TopicTerm } from '../group/draft-topic.ts';
import { findTerms } from '../group/find-terms.ts';
import type { GroupedChannel } from '../group/grouped-channel.ts';
import { roundScore } from '../group/round-score.ts';
import { scoreDocument } from '../group/score-document.ts';
import type { TopicizeParameters } from '../topicize-options.ts';
import type { GatheredTarget } from './gather-targets.ts';
import { matchTargets } from './match-targets.ts';

/** A target that documents are about. */
export interface TargetDraft {
  gathered: GatheredTarget;
  draft: DraftTopic;
}

const mostRelated = 3;

/**
 * Makes topics of targets. A document may be in several of them, and in a discovered topic, too.
 *
 * @param discovered drafts of discovered topics: those that share documents are related
 * @returns without the targets that no document passes the gate of anchors for
 */
export function draftTargets(
  grouped: GroupedChannel,
  discovered: readonly DraftTopic[],
  { anchorMinScore, supportingMinScore, topNAnchors }: TopicizeParameters,
): TargetDraft[] {
  const { channel, units, repeats, stemCounts } = grouped;
  const matches = matchTargets(grouped);
  return grouped.targets.flatMap((gathered, number): TargetDraft[] => {
    const unitScores = documentScores(matches[number] ?? new Float32Array(0));
    const places = [...unitScores.keys()].sort((left, right) => left - right);
    const terms = [...ownTerms(gathered), ...findTerms(channel, stemCounts, places)];
    const distinct = [...new Map(terms.toReversed().map((term) => [term.stem, term])).values()].reverse();
    const scores = new Map(
      places.map((place) => {
        const score = unitScores.get(place) ?? 0;
        return [place, roundScore(scoreDocument(channel, place, { score, terms: distinct, least: supportingMinScore }))];
      }),
    );
    const central = rankCentral(channel, { places, terms: distinct }, scores);
    const anchors = chooseAnchors(channel, { central, scores }, { minimum: anchorMinScore, most: topNAnchors });
    const draft: DraftTopic = {
      type: anchors.length > 1 ? 'cluster' : 'singleton',
      ...{ places, anchors, scores, terms: distinct, central },
      language: gathered.language,
      theme: null,
      related: relatedTo(places),
      continues: null,
    };
    return anchors.length === 0 ? [] : [{ gathered, draft }];
  });

  function documentScores(scores: Float32Array): Map<number, number> {
    const found = new Map<number, number>();
    for (const [unit, { members }] of units.entries()) {
      const score = scores[unit] ?? 0;
      if (score >= supportingMinScore) {
        for (const place of members.flatMap((original) => [original, ...(repeats.get(original) ?? [])])) {
          found.set(place, score);
        }
      }
    }
    return found;
  }

  /** The words that the person chose go before those that were found. */
  function ownTerms({ about }: GatheredTarget): TopicTerm[] {
    return Array.from(about.stems, (stem) => ({
      stem: channel.stems[stem] ?? '',
      strength: 1 + Math.log(1 + channel.documents.length / (stemCounts[stem] || 1)),
    })).sort((left, right) => right.strength - left.strength || compareText(left.stem, right.stem));
  }

  /** Places of the discovered topics that share most with it, by Dice's coefficient. */
  function relatedTo(places: readonly number[]): number[] {
    const own = new Set(places);
    return discovered
      .map((other, number) => {
        const shared = other.places.filter((place) => own.has(place)).length;
        return { number, likeness: (2 * shared) / (other.places.length + own.size || 1) };
      })
      .filter(({ likeness }) => likeness > 0)
      .sort((left, right) => right.likeness - left.likeness || left.number - right.number)
      .slice(0, mostRelated)
      .map(({ number }) => number);
  }
}
