import type { Instant } from '../../domain/instant.ts';
import { type MessageSpace, parseSourceRef } from '../../domain/source-ref.ts';
import type { RawStore, ThreadPlace } from '../../ports/raw-store.ts';
import { answeredSpace } from '../read/answered-space.ts';
import { placeKey } from '../read/place-key.ts';

/** Where some messages of a channel stand in their conversations, and all messages that they answer, directly or not. */
export interface ThreadExcerpt {
  add(sourceRefs: readonly string[]): Promise<void>;
  places(): ThreadPlace[];
}

interface Wanted {
  space: MessageSpace;
  messageId: number;
}

const pageSize = 5_000;

/** @param from messages written then or later are in it from the beginning; null: none */
export async function createThreadExcerpt(
  rawStore: Pick<RawStore, 'readThreads' | 'threadPlaces'>,
  { channelId, from }: { channelId: string; from: Instant | null },
): Promise<ThreadExcerpt> {
  const known = new Map<string, ThreadPlace>();
  const asked = new Set<string>();
  if (from !== null) {
    const recent: ThreadPlace[] = [];
    for await (const page of rawStore.readThreads(channelId, { pageSize, from })) {
      recent.push(...page);
    }
    keep(recent);
    await read(recent.flatMap(answered));
  }
  return {
    add: (sourceRefs) => read(sourceRefs.map(parseSourceRef)),
    places: () => [...known.values()].sort(inOrder),
  };

  /** A damaged export may answer in circles, so nothing is asked for twice. */
  async function read(wanted: readonly Wanted[]): Promise<void> {
    for (let missing = notAsked(wanted); missing.length > 0; ) {
      const found: ThreadPlace[] = [];
      for (const space of ['post', 'comment'] as const) {
        const ids = missing.filter((one) => one.space === space).map(({ messageId }) => messageId);
        found.push(...(ids.length === 0 ? [] : await rawStore.threadPlaces(channelId, space, ids)));
      }
      keep(found);
      missing = notAsked(found.flatMap(answered));
    }
  }

  function keep(places: readonly ThreadPlace[]): void {
    for (const place of places) {
      const key = placeKey(place.space, place.messageId);
      known.set(key, place);
      asked.add(key);
    }
  }

  function notAsked(wanted: readonly Wanted[]): Wanted[] {
    return wanted.filter(({ space, messageId }) => {
      const key = placeKey(space, messageId);
      const isNew = !asked.has(key);
      asked.add(key);
      return isNew;
    });
  }
}

function answered(place: ThreadPlace): Wanted[] {
  return place.parentId === null ? [] : [{ space: answeredSpace(place), messageId: place.parentId }];
}

function inOrder(left: ThreadPlace, right: ThreadPlace): number {
  return Number(left.space === 'comment') - Number(right.space === 'comment') || left.messageId - right.messageId;
}
