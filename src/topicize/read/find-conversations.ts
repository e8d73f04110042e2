import { compareText } from '../../lib/compare-text.ts';
import type { ThreadPlace } from '../../ports/raw-store.ts';
import { answeredSpace } from './answered-space.ts';
import { placeKey } from './place-key.ts';

/** What only a look at all messages of a channel tells of the way people talk there. */
export interface TalkHabits {
  /** Whether people talk with each other here, as in a group; a channel that one voice fills is none. */
  isTalk: boolean;
  /** Keys of messages that nobody has seen and that so many answer that they open forum topics. */
  unseenTopics: readonly string[];
}

export interface Conversations extends TalkHabits {
  /** The key of the message that each conversation began with, by `placeKey` of its messages. */
  conversations: Map<string, string>;
}

/** More documents than this that only share an answered message nobody has seen are a forum topic, not a conversation. */
const mostInUnknownThread = 60;
/**
 * Seconds within which a person who answers nothing goes on with what she said before. In the forum of `bench/topics` 83 to 97 of
 * 100 such messages were in the same section as the one before.
 */
const burstSeconds = 1_800;
/** A program that posts all day does not make one conversation of it. */
const mostInBurst = 20;
/** Where fewer messages answer each other, people do not talk. */
const leastAnswers = 0.05;
const fewestAuthors = 3;

/**
 * Which conversation each message belongs to: those that answer each other, directly or not, and what one person writes in one go.
 * Answering the opening message of a forum topic only says which topic one writes in, so that link is not followed.
 *
 * @param habits of the channel, when these are not all of its messages
 */
export function findConversations(places: readonly ThreadPlace[], habits?: TalkHabits): Conversations {
  const isTalk = habits?.isTalk ?? peopleTalk(places);
  const parents = new Map<string, string | null>();
  for (const place of places) {
    parents.set(placeKey(place.space, place.messageId), answersNothing(place) ? null : parentKey(place));
  }
  if (isTalk) {
    linkBursts(places, parents);
  }
  const roots = new Map<string, string>();
  for (const key of parents.keys()) {
    findRoot(key, parents, roots);
  }
  // A root that nobody has seen is no message of the conversation.
  const known = [...roots].filter(([key]) => parents.has(key));
  const sizes = countRoots(known);
  const isCrowded = ([root, size]: [string, number]) => !parents.has(root) && size > mostInUnknownThread;
  const unseenTopics = new Set([...(habits?.unseenTopics ?? []), ...[...sizes].filter(isCrowded).map(([root]) => root)]);
  return {
    conversations: new Map(known.filter(([, root]) => (sizes.get(root) ?? 0) > 1 && !unseenTopics.has(root))),
    ...{ isTalk, unseenTopics: [...unseenTopics].sort(compareText) },
  };
}

function peopleTalk(places: readonly ThreadPlace[]): boolean {
  const answers = places.filter((place) => !answersNothing(place)).length;
  const authors = new Set(places.map(({ authorId }) => authorId).filter((author) => author !== null));
  return authors.size >= fewestAuthors && answers >= places.length * leastAnswers;
}

function answersNothing({ parentId, forumTopicId }: ThreadPlace): boolean {
  return parentId === null || parentId === forumTopicId;
}

function parentKey(place: ThreadPlace): string {
  return placeKey(answeredSpace(place), place.parentId ?? 0);
}

function linkBursts(places: readonly ThreadPlace[], parents: Map<string, string | null>): void {
  const lastOf = new Map<string, { key: string; at: number; length: number }>();
  const inTime = places
    .map((place) => ({ place, key: placeKey(place.space, place.messageId) }))
    .sort((left, right) => compareText(left.place.date, right.place.date) || left.place.messageId - right.place.messageId);
  for (const { place, key } of inTime) {
    if (place.authorId !== null && place.space === 'post') {
      const at = Date.parse(place.date) / 1_000;
      // A forum topic is a room: what a person says in another one is something else.
      const voice = `${place.authorId} ${place.forumTopicId ?? ''}`;
      const last = lastOf.get(voice);
      const goesOn =
        last !== undefined && at - last.at <= burstSeconds && last.length < mostInBurst && parents.get(key) === null;
      if (goesOn) {
        parents.set(key, last.key);
      }
      lastOf.set(voice, { key, at, length: goesOn ? last.length + 1 : 1 });
    }
  }
}

function findRoot(key: string, parents: Map<string, string | null>, roots: Map<string, string>): void {
  const path: string[] = [];
  let current = key;
  // A damaged export may answer in circles.
  const seen = new Set<string>();
  while (!roots.has(current) && !seen.has(current)) {
    seen.add(current);
    path.push(current);
    const parent = parents.get(current);
    if (parent === null || parent === undefined) {
      break;
    }
    current = parent;
  }
  const root = roots.get(current) ?? current;
  for (const step of path) {
    roots.set(step, root);
  }
}

function countRoots(known: readonly (readonly [string, string])[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const [, root] of known) {
    sizes.set(root, (sizes.get(root) ?? 0) + 1);
  }
  return sizes;
}
