import type { Unit } from '../read/gather-units.ts';
import type { TopicizeParameters } from '../topicize-options.ts';
import type { DraftTopic } from './draft-topic.ts';
import { findTermsOfOne } from './find-terms.ts';
import type { GroupedChannel } from './grouped-channel.ts';
import type { Placement } from './place-units.ts';
import { roundScore } from './round-score.ts';

/** A text with so many distinct words stands for a subject of its own. */
const richVocabulary = 40;
const fewestSingletons = 3;

export interface SingletonWork {
  placement: Placement;
  drafted: readonly (Pick<DraftTopic, 'type'> | null)[];
  /** Units that may become one. */
  candidates: ReadonlySet<number>;
  /** Whether a document belongs elsewhere already: a repetition may be held by a topic that its original is not in. */
  isTaken: (place: number) => boolean;
}

/**
 * Topics of a single document: long, rich, outside of every conversation and unlike every other topic. Its score is what it
 * does not share with the nearest topic, brought down when it has few words: (1 − nearest score) · min(1, stems / 40).
 *
 * @returns as many that there is at most one for ten topics, and room for three; best first
 */
export function draftSingletons(
  { channel, stemCounts, units, repeats }: GroupedChannel,
  { placement, drafted, candidates, isTaken }: SingletonWork,
  { singletonMinLength, singletonMinScore, maxTopics }: TopicizeParameters,
): DraftTopic[] {
  const before = drafted.filter((draft) => draft?.type === 'singleton').length;
  const most = Math.max(fewestSingletons, Math.floor(drafted.length / 10)) - before;
  const room = maxTopics === null ? most : Math.min(most, maxTopics - drafted.length);
  return units
    .flatMap((unit, number) => toCandidate(unit, number) ?? [])
    .filter(({ score }) => score >= singletonMinScore)
    .sort((left, right) => right.score - left.score || left.place - right.place)
    .slice(0, Math.max(0, room))
    .map(({ place, score, language }) => {
      const places = [place, ...(repeats.get(place) ?? []).filter((repeat) => !isTaken(repeat))];
      return {
        type: 'singleton' as const,
        places,
        anchors: [place],
        scores: new Map(places.map((same) => [same, score])),
        terms: findTermsOfOne(channel, stemCounts, place),
        central: [place],
        language,
        theme: null,
        related: [],
        continues: null,
      };
    });

  function toCandidate({ members, isNoise, stems }: Unit, unit: number) {
    const [place = -1] = members;
    const document = channel.documents[place];
    const isAlone = members.length === 1 && !isNoise && stems.length > 0 && (placement.group[unit] ?? -1) < 0;
    if (!document || !isAlone || !candidates.has(unit) || document.length < singletonMinLength) {
      return null;
    }
    const score = (1 - (placement.score[unit] ?? 0)) * Math.min(1, stems.length / richVocabulary);
    return { place, score: roundScore(score), language: document.language };
  }
}
