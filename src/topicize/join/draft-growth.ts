import type { TopicCard } from '../../domain/topic-card.ts';
import type { WordedDraft } from '../describe/word-drafts.ts';
import { wordingOf } from '../describe/wording-of.ts';
import { draftGroup } from '../group/draft-group.ts';
import { draftSingletons } from '../group/draft-singletons.ts';
import type { DraftTopic } from '../group/draft-topic.ts';
import { roundScore } from '../group/round-score.ts';
import { scoreDocument } from '../group/score-document.ts';
import type { EarlierTopic } from '../read/read-earlier.ts';
import type { TopicizeParameters } from '../topicize-options.ts';
import type { LearntCatalogue } from './learnt-catalogue.ts';
import type { PlacedExcerpt } from './place-excerpt.ts';
import type { Excerpt } from './read-excerpt.ts';

/** A draft of only what joins a topic, which keeps its words. */
export type JoiningDraft = WordedDraft & { continues: EarlierTopic };

export interface DraftedGrowth {
  /** Topics that are worded anew, with all their documents. */
  regrown: (DraftTopic & { continues: EarlierTopic })[];
  /** New ones: those of the placement's last groups, then singletons. */
  added: DraftTopic[];
  joining: JoiningDraft[];
}

export interface GrowthWork {
  found: PlacedExcerpt;
  learnt: LearntCatalogue;
  /** Active ones, by id. */
  cards: ReadonlyMap<string, TopicCard>;
  /** Topics to word anew, with all that they hold, by id. */
  whole: ReadonlyMap<string, EarlierTopic>;
}

/** Drafts of what new documents change. */
export function draftGrowth(
  { grouped, fresh, held }: Excerpt,
  { found, learnt, cards, whole }: GrowthWork,
  parameters: TopicizeParameters,
): DraftedGrowth {
  const { channel, units } = grouped;
  const { joining, newcomers, placement } = found;
  const { ids, languages, terms } = learnt.groups;
  const placeOf = new Map(channel.documents.map(({ sourceRef }, place) => [sourceRef, place]));
  const placed = new Set(joining.flatMap((documents) => [...documents.keys()]));
  const singletons = draftSingletons(
    grouped,
    {
      placement,
      drafted: [...cards.values(), ...newcomers],
      candidates: new Set(units.flatMap(({ members }, unit) => (members.some((place) => fresh.has(place)) ? [unit] : []))),
      isTaken: (place) => placed.has(place) || held.has(channel.documents[place]?.sourceRef ?? ''),
    },
    parameters,
  );
  return {
    regrown: ids.flatMap((id, group) => regrow(whole.get(id), joining[group]) ?? []),
    added: [...newcomers, ...singletons],
    joining: ids.flatMap((id, group) => join(id, group) ?? []),
  };

  function regrow(earlier: EarlierTopic | undefined, documents: ReadonlyMap<number, number> | undefined) {
    if (earlier === undefined) {
      return null;
    }
    const all = new Map(documents);
    for (const [ref, { score }] of earlier.items) {
      const place = placeOf.get(ref);
      if (place !== undefined) {
        all.set(place, score);
      }
    }
    return {
      ...draftGroup(grouped, { group: { continues: earlier, theme: null }, documents: all }, parameters),
      continues: earlier,
    };
  }

  function join(id: string, group: number): JoiningDraft | null {
    const card = cards.get(id);
    const documents = joining[group] ?? new Map<number, number>();
    if (card === undefined || whole.has(id) || documents.size === 0) {
      return null;
    }
    const own = terms[group] ?? [];
    const scores = new Map(
      [...documents].map(([place, score]) => [
        place,
        roundScore(scoreDocument(channel, place, { score, terms: own, least: parameters.supportingMinScore })),
      ]),
    );
    return {
      type: card.type,
      places: [...scores.keys()].sort((left, right) => left - right),
      anchors: [],
      scores,
      terms: own,
      central: [],
      language: languages[group] ?? 'und',
      theme: null,
      related: [],
      continues: { card, items: new Map() },
      wording: wordingOf(card),
      worded: null,
    };
  }
}
