import type { DraftTopic } from '../group/draft-topic.ts';

/** A topic that has grown by so much may be about something wider. */
const grown = 1.5;

/** Whether a model is to word a topic: a new one, one that nobody could word so far, one that has grown by half since. */
export function needsWords({ continues, places, type }: Pick<DraftTopic, 'continues' | 'places' | 'type'>): boolean {
  if (continues === null) {
    return true;
  }
  const { status, metadata, type: before } = continues.card;
  const wordedDocuments = Number(metadata.worded_documents ?? 0);
  return status === 'needs_review' || type !== before || places.length >= wordedDocuments * grown;
}
