import { mainLanguage } from '../read/main-language.ts';
import type { TopicizeParameters } from '../topicize-options.ts';
import { chooseAnchors, rankCentral } from './choose-anchors.ts';
import type { DraftTopic } from './draft-topic.ts';
import type { TopicGroup } from './draft-topics.ts';
import { fillAnchors } from './fill-anchors.ts';
import { findTerms } from './find-terms.ts';
import type { GroupedChannel } from './grouped-channel.ts';
import { isLookedAfter } from './is-looked-after.ts';
import { roundScore } from './round-score.ts';
import { scoreDocument } from './score-document.ts';

/**
 * Makes a topic of a group: its terms, the score of each document, its anchors. One that goes on keeps the scores and the anchors that it
 * had.
 *
 * @param documents score of the unit, by place of the document
 */
export function draftGroup(
  { channel, stemCounts }: GroupedChannel,
  {
    group: { continues, theme },
    documents,
  }: { group: Pick<TopicGroup, 'continues' | 'theme'>; documents: ReadonlyMap<number, number> },
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
