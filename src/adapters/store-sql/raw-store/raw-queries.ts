import type { RawMessage } from '../../../domain/raw-message.ts';
import { compiledQuery } from '../compiled-query.ts';
import { insertRows } from '../insert-rows.ts';
import { listQuery } from '../list-query.ts';
import type { RawSchema } from '../schema/raw-schema.ts';
import { selectMessages } from './select-messages.ts';
import { selectPlaces } from './select-places.ts';
import { selectThreadPlaces } from './select-thread-places.ts';
import { messageColumns, versionColumns } from './to-rows.ts';

type ChannelAndSpace = readonly [channelId: string, space: 0 | 1];
export type StoredRecord = { message_id: number; record: RawMessage };

/** The queries of the write path. Each is compiled once for a store. */
export function createRawQueries() {
  return {
    insertMessages: insertRows<RawSchema, 'messages'>('messages', messageColumns),
    insertVersions: insertRows<RawSchema, 'message_versions'>('message_versions', versionColumns),

    highestId: compiledQuery((database: DatabaseOfRaw, values) => {
      const [channelId, space] = values as unknown as ChannelAndSpace;
      return database
        .selectFrom('messages')
        .select('message_id')
        .where('channel_id', '=', channelId)
        .where('space', '=', space)
        .orderBy('message_id', 'desc')
        .limit(1);
    }),

    versions: listQuery((database: DatabaseOfRaw, [channelId, space]: ChannelAndSpace, ids: number[]) =>
      database
        .selectFrom('message_versions as version')
        .select(({ selectFrom }) => [
          'version.message_id',
          'version.version',
          'version.digest',
          'version.edited_at',
          // Not joined, for the reason that `selectMessages` gives.
          selectFrom('messages')
            .select('messages.current_version')
            .whereRef('messages.channel_id', '=', 'version.channel_id')
            .whereRef('messages.space', '=', 'version.space')
            .whereRef('messages.message_id', '=', 'version.message_id')
            .as('current_version'),
        ])
        .where('version.channel_id', '=', channelId)
        .where('version.space', '=', space)
        .where('version.message_id', 'in', ids)
        .orderBy('version.message_id')
        .orderBy('version.version'),
    ),

    messages: listQuery((database: DatabaseOfRaw, [channelId, space]: ChannelAndSpace, ids: number[]) =>
      selectMessages(database, channelId)
        .where('messages.space', '=', space)
        .where('messages.message_id', 'in', ids)
        .orderBy('messages.message_id'),
    ),

    places: listQuery((database: DatabaseOfRaw, [channelId, space]: ChannelAndSpace, ids: number[]) =>
      selectPlaces(database, channelId, space).where('message_id', 'in', ids),
    ),

    threadPlaces: listQuery((database: DatabaseOfRaw, [channelId, space]: ChannelAndSpace, ids: number[]) =>
      selectThreadPlaces(database, channelId, space).where('message_id', 'in', ids),
    ),

    awaitedThreads: listQuery((database: DatabaseOfRaw, [channelId, space]: ChannelAndSpace, ids: number[]) =>
      database
        .selectFrom('messages')
        .select('thread_id')
        .distinct()
        .where('channel_id', '=', channelId)
        .where('space', '=', space)
        .where('thread_id', 'in', ids)
        .whereRef('thread_id', '<>', 'message_id'),
    ),

    movePlace: compiledQuery((database: DatabaseOfRaw, values) => {
      const [sequence, threadId, forumTopicId, albumId, channelId, space, messageId] = values as number[];
      return database
        .updateTable('messages')
        .set({
          sequence: sequence as number,
          thread_id: threadId as number,
          forum_topic_id: forumTopicId as number,
          album_id: albumId as number,
        })
        .where('channel_id', '=', channelId as unknown as string)
        .where('space', '=', space as 0)
        .where('message_id', '=', messageId as number);
    }),
  };
}

export type RawQueries = ReturnType<typeof createRawQueries>;
type DatabaseOfRaw = import('kysely').Kysely<RawSchema>;
