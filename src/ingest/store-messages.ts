import type { Instant } from '../domain/instant.ts';
import type { RawMessage } from '../domain/raw-message.ts';
import { type MessageSpace, parseSourceRef } from '../domain/source-ref.ts';
import type { MessagePlace, NewRawMessage, ObservedChange, RawChunk, StoredVersion } from '../ports/raw-store.ts';
import { assignAlbums } from './assign-albums.ts';
import { answeredId, assignThreads, placeIn } from './assign-threads.ts';
import { changedFields } from './changed-fields.ts';
import { contentDigest } from './content-digest.ts';
import { loadAlbumNeighbourhood } from './load-album-neighbourhood.ts';
import { toPlace } from './to-place.ts';

/** How the messages of one batch were received. */
export interface StoredBatch {
  added: MessagePlace[];
  /** Known already, with or without a change. */
  known: number;
  changed: number;
  /** Stored ones whose place (thread, forum topic, album) was settled anew because of this batch. */
  moved: { before: MessagePlace; after: MessagePlace }[];
}

/**
 * Stores messages of one space, each id once, in the transaction of `chunk`: new ones are added, a changed one becomes
 * an observed change, and threads and albums are settled as if everything stored had come at once. The result does not
 * depend on the order in which batches arrive.
 *
 * @param messages of one channel and one space, no id twice
 */
export async function storeMessages(
  chunk: RawChunk,
  { space, messages, limit = Number.POSITIVE_INFINITY }: { space: MessageSpace; messages: RawMessage[]; limit?: number },
  at: Instant,
): Promise<StoredBatch> {
  const byId = new Map(messages.map((message) => [parseSourceRef(message.source_ref).messageId, message]));
  const versions = await chunk.versions(space, [...byId.keys()]);
  const fresh = [...byId].filter(([id]) => !versions.has(id)).slice(0, limit);
  const changes = await observeChanges(chunk, space, byId, versions);

  const changedPlaces = await placesAfter(chunk, space, changes);
  const freshPlaces = fresh.map(([, message]) => toPlace(message));
  const stored = new Map<number, MessagePlace>(changedPlaces.before);

  const threaded = await settleThreads(chunk, space, freshPlaces, stored);
  const touched = new Map(changedPlaces.after);
  for (const place of threaded) {
    if (!stored.has(place.messageId)) {
      touched.set(place.messageId, place);
    }
  }
  const neighbours = await loadAlbumNeighbourhood(chunk, space, touched);
  for (const place of neighbours) {
    if (!stored.has(place.messageId)) {
      stored.set(place.messageId, place);
    }
  }
  const settled = settleAlbums(threaded, touched, neighbours);

  await chunk.insert(
    fresh.map(([id, record]): NewRawMessage => ({ place: expectPlace(settled, id), record, digest: contentDigest(record) })),
    at,
  );
  await chunk.recordChanges(changes, at);
  const moved = [...stored.values()].flatMap((before) => {
    const after = settled.get(before.messageId);
    return after && differs(before, after) ? [{ before, after }] : [];
  });
  await chunk.movePlaces(moved.map(({ after }) => after));
  return {
    added: fresh.map(([id]) => expectPlace(settled, id)),
    known: versions.size,
    changed: changes.length,
    moved,
  };
}

async function observeChanges(
  chunk: RawChunk,
  space: MessageSpace,
  seen: ReadonlyMap<number, RawMessage>,
  versions: ReadonlyMap<number, StoredVersion[]>,
): Promise<ObservedChange[]> {
  const unfamiliar = [...versions].flatMap(([messageId, known]) => {
    const message = seen.get(messageId);
    const digest = message && contentDigest(message);
    const isFamiliar = known.some((version) => version.digest === digest);
    return message && digest && !isFamiliar ? [{ messageId, message, digest, known }] : [];
  });
  if (unfamiliar.length === 0) {
    return [];
  }
  const current = await chunk.currentRecords(
    space,
    unfamiliar.map(({ messageId }) => messageId),
  );
  return unfamiliar.flatMap(({ messageId, message, digest, known }) => {
    const record = current.get(messageId);
    const fields = record ? changedFields(record, message) : [];
    if (!record || fields.length === 0) {
      return [];
    }
    const { date, albumKey, hasText } = toPlace(message);
    return {
      space,
      messageId,
      version: Math.max(...known.map((version) => version.version)) + 1,
      digest,
      record: message,
      changedFields: fields,
      becomesCurrent: isNewer(message, record),
      date,
      albumKey,
      hasText,
    };
  });
}

/** An older version seen late (overlapping exports in any order) is recorded and does not replace the newer one. */
function isNewer(seen: RawMessage, current: RawMessage): boolean {
  return seen.edited_at === undefined
    ? current.edited_at === undefined
    : current.edited_at === undefined || seen.edited_at >= current.edited_at;
}

async function placesAfter(chunk: RawChunk, space: MessageSpace, changes: ObservedChange[]) {
  const current = changes.filter((change) => change.becomesCurrent);
  const before = await chunk.places(
    space,
    current.map((change) => change.messageId),
  );
  const after = new Map<number, MessagePlace>();
  for (const { messageId, date, albumKey, hasText } of current) {
    const place = before.get(messageId);
    if (place) {
      after.set(messageId, { ...place, date, albumKey, hasText });
    }
  }
  return { before, after };
}

/**
 * Settles the threads of new messages and of stored ones that waited for them.
 *
 * @param stored receives the places, as they are stored, of the messages that waited
 */
async function settleThreads(
  chunk: RawChunk,
  space: MessageSpace,
  fresh: MessagePlace[],
  stored: Map<number, MessagePlace>,
): Promise<MessagePlace[]> {
  if (space === 'comment') {
    return [...fresh].sort((left, right) => left.messageId - right.messageId);
  }
  const waiting = new Map<number, MessagePlace>();
  for (const threadId of await chunk.awaitedThreads(
    space,
    fresh.map((place) => place.messageId),
  )) {
    for (const place of await chunk.placesInThread(space, threadId)) {
      waiting.set(place.messageId, place);
      stored.set(place.messageId, place);
    }
  }
  const unsettled = [...fresh, ...waiting.values()];
  const own = new Set(unsettled.map((place) => place.messageId));
  const elsewhere = unsettled.map(answeredId).filter((id): id is number => id !== null && !own.has(id));
  const known = await chunk.places(space, [...new Set(elsewhere)]);
  return assignThreads(unsettled, known);
}

/** Everything settled so far with its album; changed and waiting messages carry their new thread. */
function settleAlbums(
  threaded: MessagePlace[],
  touched: ReadonlyMap<number, MessagePlace>,
  neighbours: MessagePlace[],
): Map<number, MessagePlace> {
  const settled = new Map(threaded.map((place) => [place.messageId, place]));
  const candidates = new Map(neighbours.map((place) => [place.messageId, place]));
  for (const [id, place] of touched) {
    candidates.set(id, place);
  }
  const ascending = [...candidates.values()].sort((left, right) => left.messageId - right.messageId);
  for (const place of assignAlbums(ascending)) {
    const { threadId, forumTopicId } = settled.get(place.messageId) ?? place;
    settled.set(place.messageId, placeIn(place, threadId, forumTopicId));
  }
  return settled;
}

function differs(before: MessagePlace, after: MessagePlace): boolean {
  return before.threadId !== after.threadId || before.forumTopicId !== after.forumTopicId || before.albumId !== after.albumId;
}

function expectPlace(places: ReadonlyMap<number, MessagePlace>, messageId: number): MessagePlace {
  const place = places.get(messageId);
  if (!place) {
    throw new RangeError(`message ${messageId} was given no place`);
  }
  return place;
}
