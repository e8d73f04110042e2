import type { Transaction } from 'kysely';
import type { Instant } from '../../../domain/instant.ts';
import type { MessageSpace } from '../../../domain/source-ref.ts';
import { mapLazily } from '../../../lib/map-lazily.ts';
import type { NewRawMessage, ObservedChange, PlaceChange, RawChunk, StoredVersion } from '../../../ports/raw-store.ts';
import { decodeNullableInstant } from '../decode-column.ts';
import type { RawSchema } from '../schema/raw-schema.ts';
import { encodeSpace } from '../space-code.ts';
import { authorKey } from './author-key.ts';
import type { ChannelSequence } from './channel-sequence.ts';
import type { RawQueries } from './raw-queries.ts';
import { toStoredMessage } from './select-messages.ts';
import { selectPlaces, toPlace } from './select-places.ts';
import { toMessageRow, toVersionRow } from './to-rows.ts';

export interface ChunkContext {
  transaction: Transaction<RawSchema>;
  queries: RawQueries;
  channelId: string;
  sequence: ChannelSequence;
}

export function createRawChunk(context: ChunkContext): RawChunk {
  const { transaction, queries, channelId } = context;
  return {
    async versions(space, messageIds) {
      const ids = await storedAtMost(context, space, messageIds);
      const rows = await queries.versions(transaction, [channelId, encodeSpace(space)], ids);
      const versions = new Map<number, StoredVersion[]>();
      for (const row of rows) {
        const known = versions.get(row.message_id) ?? [];
        known.push({
          version: row.version,
          digest: row.digest,
          editedAt: decodeNullableInstant(row.edited_at),
          isCurrent: row.version === row.current_version,
        });
        versions.set(row.message_id, known);
      }
      return versions;
    },

    async currentRecords(space, messageIds) {
      const rows = await queries.messages(transaction, [channelId, encodeSpace(space)], messageIds);
      return new Map(rows.map((row) => [row.message_id, toStoredMessage(row).message]));
    },

    async places(space, messageIds) {
      const rows = await queries.places(transaction, [channelId, encodeSpace(space)], messageIds);
      return new Map(rows.map((row) => [row.message_id, toPlace(row)]));
    },

    async placesBetween(space, firstId, lastId) {
      const rows = await selectPlaces(transaction, channelId, encodeSpace(space))
        .where('message_id', '>=', firstId)
        .where('message_id', '<=', lastId)
        .orderBy('message_id')
        .execute();
      return rows.map(toPlace);
    },

    async awaitedThreads(space, messageIds) {
      // What answers a message has a higher id.
      const ids = await storedAtMost(context, space, messageIds);
      const rows = await queries.awaitedThreads(transaction, [channelId, encodeSpace(space)], ids);
      return rows.map((row) => row.thread_id).sort((left, right) => left - right);
    },

    async placesInThread(space, threadId) {
      const inThread = () => selectPlaces(transaction, channelId, encodeSpace(space)).where('thread_id', '=', threadId);
      const answers = await inThread().whereRef('thread_id', '<>', 'message_id').execute();
      const opener = await inThread().where('message_id', '=', threadId).execute();
      return [...answers, ...opener].map(toPlace).sort((left, right) => left.messageId - right.messageId);
    },

    async presentBetween(space, firstId, lastId) {
      const rows = await transaction
        .selectFrom('messages')
        .select('message_id')
        .where('channel_id', '=', channelId)
        .where('space', '=', encodeSpace(space))
        .where('message_id', '>=', firstId)
        .where('message_id', '<=', lastId)
        .where('is_service', '=', false)
        .where('vanished_at', 'is', null)
        .orderBy('message_id')
        .execute();
      return rows.map((row) => row.message_id);
    },

    async markVanished(space, messageIds, at) {
      if (messageIds.length === 0) {
        return 0;
      }
      const { numUpdatedRows } = await transaction
        .updateTable('messages')
        .set({ vanished_at: at })
        .where('channel_id', '=', channelId)
        .where('space', '=', encodeSpace(space))
        .where('message_id', 'in', [...messageIds])
        .where('vanished_at', at === null ? 'is not' : 'is', null)
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },

    insert: (messages, at) => insertMessages(context, messages, at),
    recordChanges: (changes, at) => recordChanges(context, changes, at),
    movePlaces: (changes) => movePlaces(context, changes),

    async rememberImport(fingerprint, counts, at) {
      const row = { counts: JSON.stringify(counts), imported_at: at };
      await transaction
        .insertInto('imports')
        .values({ channel_id: channelId, fingerprint, ...row })
        .onConflict((conflict) => conflict.columns(['channel_id', 'fingerprint']).doUpdateSet(row))
        .execute();
    },
  };
}

/** The ids that may be stored: most messages are newer than all that is, and need no look-up. */
async function storedAtMost(
  { transaction, queries, channelId }: ChunkContext,
  space: MessageSpace,
  messageIds: number[],
): Promise<number[]> {
  const [highest] = await queries.highestId(transaction, [channelId, encodeSpace(space)]);
  return highest === undefined ? [] : messageIds.filter((id) => id <= highest.message_id);
}

async function insertMessages(context: ChunkContext, messages: NewRawMessage[], at: Instant): Promise<void> {
  const { transaction, queries, channelId, sequence } = context;
  await queries.insertMessages(
    transaction,
    mapLazily(messages, ({ place, record }) => toMessageRow({ channelId, sequence: sequence.next(), record }, place)),
  );
  await queries.insertVersions(
    transaction,
    mapLazily(messages, ({ place: { space, messageId }, record, digest }) =>
      toVersionRow(channelId, { space, messageId, version: 0, digest, record, changedFields: null }, at),
    ),
  );
}

async function recordChanges(context: ChunkContext, changes: ObservedChange[], at: Instant): Promise<void> {
  const { transaction, queries, channelId, sequence } = context;
  await queries.insertVersions(
    transaction,
    changes.map((change) => toVersionRow(channelId, change, at)),
  );
  for (const { space, messageId, version, date, albumKey, hasText, record } of changes.filter(
    (change) => change.becomesCurrent,
  )) {
    await transaction
      .updateTable('messages')
      .set({
        sequence: sequence.next(),
        current_version: version,
        date,
        album_key: albumKey,
        has_text: hasText,
        author_id: authorKey(record),
      })
      .where('channel_id', '=', channelId)
      .where('space', '=', encodeSpace(space))
      .where('message_id', '=', messageId)
      .execute();
  }
}

async function movePlaces(context: ChunkContext, changes: PlaceChange[]): Promise<void> {
  const { transaction, queries, channelId, sequence } = context;
  for (const { space, messageId, threadId, forumTopicId, albumId } of changes) {
    const values = [sequence.next(), threadId, forumTopicId, albumId, channelId, encodeSpace(space), messageId];
    await queries.movePlace(transaction, values);
  }
}
