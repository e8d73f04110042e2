import type { TopicCard } from '../../domain/topic-card.ts';

/** A topic that has grown by so much may be about something wider. */
const grown = 1.5;

/** Whether a topic is to be worded again: one that nobody could word so far, one that has grown by half since, or is no singleton any more. */
export function needsWords(card: TopicCard, { documents, type }: { documents: number; type: TopicCard['type'] }): boolean {
  return (
    card.status === 'needs_review' || type !== card.type || documents >= Number(card.metadata.worded_documents ?? 0) * grown
  );
}
