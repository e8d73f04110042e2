import type { Assignment } from './assign-documents.ts';
import { type GroupedChannel, roundScore } from './draft-clusters.ts';
import type { DraftTopic } from './draft-topic.ts';
import { findTermsOfOne } from './find-terms.ts';
import type { LoadedDocument } from './load-documents.ts';
import type { TopicizeParameters } from './topicize-options.ts';

/** A text with so many distinct words stands for a subject of its own. */
const richVocabulary = 40;
const fewestSingletons = 3;

/**
 * Topics of a single document: long, rich, outside of every conversation and unlike every other topic. Its score is what it
 * does not share with the nearest topic, brought down when it has few words: (1 − nearest score) · min(1, stems / 40).
 *
 * @returns at most one for ten clusters, and at least room for three; best first
 */
export function draftSingletons(
  { channel, stemCounts }: GroupedChannel,
  { assignment, clusters }: { assignment: Assignment; clusters: number },
  { singletonMinLength, singletonMinScore, maxTopics }: TopicizeParameters,
): DraftTopic[] {
  const room = maxTopics === null ? Number.POSITIVE_INFINITY : Math.max(0, maxTopics - clusters);
  return channel.documents
    .map((document, place) => ({ document, place, score: roundScore(singleScore(document, place)) }))
    .filter(({ document, place, score }) => isAlone(document, place) && score >= singletonMinScore)
    .sort((left, right) => right.score - left.score || left.place - right.place)
    .slice(0, Math.min(room, Math.max(fewestSingletons, Math.floor(clusters / 10))))
    .map(({ document, place, score }) => ({
      type: 'singleton' as const,
      places: [place],
      anchors: [place],
      scores: new Map([[place, score]]),
      terms: findTermsOfOne(channel, stemCounts, place),
      central: [place],
      language: document.language,
      related: [],
    }));

  function isAlone({ length, conversation, stems }: LoadedDocument, place: number): boolean {
    return length >= singletonMinLength && conversation === null && stems.length > 0 && (assignment.group[place] ?? -1) < 0;
  }

  function singleScore({ stems }: LoadedDocument, place: number): number {
    return (1 - (assignment.score[place] ?? 0)) * Math.min(1, stems.length / richVocabulary);
  }
}
