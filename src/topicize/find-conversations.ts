import type { ThreadPlace } from '../ports/raw-store.ts';

/** More documents than this that only share an answered message nobody has seen are a forum topic, not a conversation. */
const mostInUnknownThread = 60;

/**
 * Which conversation each message belongs to: those that answer each other, directly or not. Answering the opening message of
 * a forum topic only says which topic one writes in, so that link is not followed.
 *
 * @returns the key of the message that each conversation began with, by `placeKey` of its messages
 */
export function findConversations(places: ThreadPlace[]): Map<string, string> {
  const parents = new Map<string, string | null>();
  for (const place of places) {
    const answersTopic = place.parentId !== null && place.parentId === place.forumTopicId;
    parents.set(
      placeKey(place.space, place.messageId),
      place.parentId === null || answersTopic ? null : placeKey(parentSpace(place), place.parentId),
    );
  }
  const roots = new Map<string, string>();
  for (const key of parents.keys()) {
    findRoot(key, parents, roots);
  }
  return withoutForumTopics(roots, parents);
}

export function placeKey(space: string, messageId: number): string {
  return `${space}:${messageId}`;
}

/** A comment that answers its post directly has the post as parent and thread. */
function parentSpace({ space, parentId, threadId }: ThreadPlace): string {
  return space === 'comment' && parentId === threadId ? 'post' : space;
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

function withoutForumTopics(roots: Map<string, string>, parents: Map<string, string | null>): Map<string, string> {
  // A root that nobody has seen is no message of the conversation.
  const known = [...roots].filter(([key]) => parents.has(key));
  const sizes = new Map<string, number>();
  for (const [, root] of known) {
    sizes.set(root, (sizes.get(root) ?? 0) + 1);
  }
  return new Map(
    known.filter(([, root]) => {
      const size = sizes.get(root) ?? 0;
      return size > 1 && (parents.has(root) || size <= mostInUnknownThread);
    }),
  );
}
