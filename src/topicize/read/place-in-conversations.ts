import type { ThreadPlace } from '../../ports/raw-store.ts';
import type { Conversations } from './find-conversations.ts';
import type { LoadedDocument } from './load-documents.ts';
import { placeKey } from './place-key.ts';

/**
 * Says of each document which conversation it is part of and who wrote it.
 *
 * @param places of all messages of the channel
 * @param firstNumber of the first conversation
 * @returns how many there are
 */
export function placeInConversations(
  documents: LoadedDocument[],
  { places, conversations, isTalk }: Conversations & { places: readonly ThreadPlace[] },
  firstNumber: number,
): number {
  const placeOf = new Map(places.map((place) => [placeKey(place.space, place.messageId), place]));
  const members = new Map<string, LoadedDocument[]>();
  for (const document of documents) {
    const key = placeKey(document.messageType, Number(document.messageId));
    const place = placeOf.get(key);
    document.threadId = place ? String(place.threadId) : null;
    document.parentId = place?.parentId == null ? null : String(place.parentId);
    document.authorId = isTalk ? (place?.authorId ?? null) : null;
    const root = conversations.get(key);
    if (root !== undefined) {
      const known = members.get(root);
      if (known) {
        known.push(document);
      } else {
        members.set(root, [document]);
      }
    }
  }
  let number = firstNumber;
  for (const talk of members.values()) {
    if (talk.length > 1) {
      for (const document of talk) {
        document.conversation = number;
      }
      number++;
    }
  }
  return number - firstNumber;
}
