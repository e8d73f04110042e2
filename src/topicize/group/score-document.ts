import type { LoadedChannel } from '../read/load-documents.ts';
import type { TopicTerm } from './draft-topic.ts';

/** A message that uses so many of the topic's terms speaks of it by itself. */
const tellingTerms = 3;

/**
 * How surely a document belongs to the topic of its unit. One that stands alone belongs as surely as its unit. In a conversation
 * each inherits the topic: one that uses the topic's words as surely as the conversation, one that uses none just so.
 *
 * @param score of the unit
 * @param least what a member has at least
 */
export function scoreDocument(
  { documents, stems }: LoadedChannel,
  place: number,
  { score, terms, least }: { score: number; terms: TopicTerm[]; least: number },
): number {
  const document = documents[place];
  if (!document || document.conversation === null) {
    return score;
  }
  const strong = new Set(terms.map(({ stem }) => stem));
  const used = document.stems.reduce((count, stem) => count + (strong.has(stems[stem] ?? '') ? 1 : 0), 0);
  return least + Math.max(0, score - least) * Math.min(1, used / tellingTerms);
}
