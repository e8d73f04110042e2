import { shapesTopics } from '../read/shapes-topics.ts';
import type { DraftTopic } from './draft-topic.ts';
import type { GroupedChannel } from './grouped-channel.ts';
import { isLookedAfter } from './is-looked-after.ts';

/** Whether a draft has enough documents, anchors and words of its own to be a topic. */
export function isTopic({ channel }: GroupedChannel, draft: DraftTopic, { smallestTopic }: { smallestTopic: number }): boolean {
  const { places, anchors, terms, type, continues } = draft;
  const shaping = places.filter((place) => shapesTopics(channel.documents[place]));
  if (continues !== null && isLookedAfter(continues.card)) {
    return places.length > 0;
  }
  if (continues !== null) {
    return shaping.length > 0 && anchors.length >= (type === 'singleton' ? 1 : 2);
  }
  return shaping.length >= smallestTopic && anchors.length >= 2 && terms.length > 0;
}
