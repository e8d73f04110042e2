import type { DraftTopic } from '../group/draft-topic.ts';
import { needsWords } from './needs-words.ts';

/** Whether a model is to word a draft: a new topic, or one whose words do not fit any more. */
export function isAsked({ continues, places, type }: Pick<DraftTopic, 'continues' | 'places' | 'type'>): boolean {
  return continues === null || needsWords(continues.card, { documents: places.length, type });
}
