import type { MessagePlace } from '../ports/raw-store.ts';

/**
 * Finds the thread and the forum topic of each place from the message that it answers.
 *
 * - A message that answers nothing is the root of its own thread.
 * - An answer to a message that opens a forum topic belongs to the topic and is the root of its own thread.
 * - Any other answer is in the thread and the forum topic of the message answered.
 * - While the message answered is not known, its id stands for the root.
 * - A forum topic that the message itself names is believed, whatever is known of the message answered.
 *
 * An answer to itself or to a later message is no answer: threads have no cycles whatever the input says.
 *
 * @param places what is to be settled; any order
 * @param known settled places that may be answered
 * @returns the places with `threadId` and `forumTopicId` set, ascending by id
 */
export function assignThreads(places: MessagePlace[], known: ReadonlyMap<number, MessagePlace>): MessagePlace[] {
  const settled = new Map<number, MessagePlace>();
  const ascending = [...places].sort((left, right) => left.messageId - right.messageId);
  for (const place of ascending) {
    const answered = answeredId(place);
    const parent = answered === null ? undefined : (settled.get(answered) ?? known.get(answered));
    settled.set(place.messageId, settle(place, answered, parent));
  }
  return [...settled.values()];
}

/** The id of the message that this one answers, null when it answers nothing that can come before it. */
export function answeredId({ parentId, messageId }: MessagePlace): number | null {
  return parentId !== null && parentId < messageId ? parentId : null;
}

function settle(place: MessagePlace, answered: number | null, parent: MessagePlace | undefined): MessagePlace {
  const ownTopic = opensForumTopic(place) ? place.messageId : place.forumTopicId;
  if (answered === null) {
    return placeIn(place, place.messageId, ownTopic);
  }
  if (!parent) {
    return placeIn(place, answered === ownTopic ? place.messageId : answered, ownTopic);
  }
  if (opensForumTopic(parent)) {
    return placeIn(place, place.messageId, parent.messageId);
  }
  return placeIn(place, parent.threadId, ownTopic ?? parent.forumTopicId);
}

/** Most messages answer nothing: for them the place stays as it is, and no copy is made. */
export function placeIn(place: MessagePlace, threadId: number, forumTopicId: number | null): MessagePlace {
  return place.threadId === threadId && place.forumTopicId === forumTopicId ? place : { ...place, threadId, forumTopicId };
}

function opensForumTopic(place: MessagePlace): boolean {
  return place.forumTopicTitle !== null;
}
