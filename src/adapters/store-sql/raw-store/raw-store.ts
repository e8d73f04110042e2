import { sql } from 'kysely';
import type { RawStore } from '../../../ports/raw-store.ts';
import { decodeJson } from '../decode-column.ts';
import type { RawSchema } from '../schema/raw-schema.ts';
import { decodeSpace, encodeSpace } from '../space-code.ts';
import type { SqlDatabase } from '../sql-database.ts';
import { writeChannel } from '../write-channel.ts';
import { openChannelSequence } from './channel-sequence.ts';
import { countMessages } from './count-messages.ts';
import { createRawChunk } from './raw-chunk.ts';
import { createRawQueries } from './raw-queries.ts';
import { readMessagePages, readThreadPages } from './read-pages.ts';
import { selectMessages, toStoredMessage } from './select-messages.ts';
import { toThreadPlace } from './select-thread-places.ts';

export function createRawStore(database: SqlDatabase<RawSchema>): RawStore {
  const queries = createRawQueries();
  return {
    writeChunk: (channelId, work) =>
      writeChannel(database, channelId, async (transaction) => {
        const sequence = await openChannelSequence(transaction, channelId);
        const result = await work(createRawChunk({ transaction, queries, channelId, sequence }));
        await sequence.save();
        return result;
      }),

    findImport: (channelId, fingerprint) =>
      database.read(async (reader) => {
        const row = await reader
          .selectFrom('imports')
          .select('counts')
          .where('channel_id', '=', channelId)
          .where('fingerprint', '=', fingerprint)
          .executeTakeFirst();
        return row ? decodeJson<Record<string, unknown>>(row.counts) : null;
      }),

    hasImports: (channelId) =>
      database.read(async (reader) => {
        const row = await reader
          .selectFrom('imports')
          .select('fingerprint')
          .where('channel_id', '=', channelId)
          .limit(1)
          .executeTakeFirst();
        return row !== undefined;
      }),

    lastSequence: (channelId) =>
      database.read(async (reader) => {
        const row = await reader
          .selectFrom('channels')
          .select('last_sequence')
          .where('channel_id', '=', channelId)
          .executeTakeFirst();
        return row?.last_sequence ?? 0;
      }),

    changedBlocks: (channelId, afterSequence, blockSize) =>
      database.read(async (reader) => {
        // The size is part of the text: as a parameter SQLite would divide fractions.
        const block = sql<number>`message_id / ${sql.lit(Math.trunc(blockSize))}`;
        const rows = await reader
          .selectFrom('messages')
          .select(['space', block.as('block')])
          .distinct()
          .where('channel_id', '=', channelId)
          .where('sequence', '>', afterSequence)
          .orderBy('space')
          .orderBy('block')
          .execute();
        return rows.map((row) => ({ space: decodeSpace(row.space), block: row.block }));
      }),

    readRange: (channelId, space, firstId, lastId) =>
      database.read(async (reader) => {
        const rows = await selectMessages(reader, channelId)
          .where('messages.space', '=', encodeSpace(space))
          .where('messages.message_id', '>=', firstId)
          .where('messages.message_id', '<=', lastId)
          .orderBy('messages.message_id')
          .execute();
        return rows.map(toStoredMessage);
      }),

    readAll: (channelId, options) => readMessagePages(database, channelId, options),
    readThreads: (channelId, options) => readThreadPages(database, channelId, options),

    threadPlaces: (channelId, space, messageIds) =>
      database.read(async (reader) => {
        const rows = await queries.threadPlaces(reader, [channelId, encodeSpace(space)], messageIds);
        return rows.map(toThreadPlace);
      }),

    getMessages: (channelId, space, messageIds) =>
      database.read(async (reader) => {
        const rows = await queries.messages(reader, [channelId, encodeSpace(space)], messageIds);
        return rows.map(toStoredMessage).sort((left, right) => left.messageId - right.messageId);
      }),

    counts: (channelId) => database.read((reader) => countMessages(reader, channelId)),

    channelIds: () =>
      database.read(async (reader) => {
        const rows = await reader
          .selectFrom('channels')
          .select('channel_id')
          .where('last_sequence', '>', 0)
          .orderBy('channel_id')
          .execute();
        return rows.map((row) => row.channel_id);
      }),

    removeChannel: (channelId) =>
      writeChannel(database, channelId, async (transaction) => {
        for (const table of ['imports', 'message_versions', 'messages', 'channels'] as const) {
          await transaction.deleteFrom(table).where('channel_id', '=', channelId).execute();
        }
      }),
  };
}
