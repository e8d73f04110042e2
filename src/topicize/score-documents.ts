import type { TopicTerm } from './draft-topic.ts';
import type { LoadedChannel } from './load-documents.ts';

/** A message that uses so many of the topic's terms speaks of it by itself. */
const tellingTerms = 3;

/**
 * How surely each document of a unit belongs to the unit's topic. One that stands alone belongs as surely as its unit. In a conversation
 * each inherits the topic: one that uses the topic's words as surely as the conversation, one that uses none just so.
 *
 * @param least what a member has at least
 * @returns scores by place
 */
export function scoreDocuments(
  { documents, stems }: LoadedChannel,
  members: readonly number[],
  { score, terms, least }: { score: number; terms: TopicTerm[]; least: number },
): Map<number, number> {
  if (members.length === 1) {
    return new Map(members.map((place) => [place, score]));
  }
  const strong = new Set(terms.map(({ stem }) => stem));
  return new Map(
    members.map((place) => {
      const used = documents[place]?.stems.reduce((count, stem) => count + (strong.has(stems[stem] ?? '') ? 1 : 0), 0) ?? 0;
      return [place, least + (score - least) * Math.min(1, used / tellingTerms)];
    }),
  );
}
