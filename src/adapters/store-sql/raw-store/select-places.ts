import type { Kysely, Selectable } from 'kysely';
import type { MessagePlace } from '../../../ports/raw-store.ts';
import { decodeBoolean, decodeInstant } from '../decode-column.ts';
import type { MessagesTable, RawSchema } from '../schema/raw-schema.ts';
import { decodeSpace } from '../space-code.ts';

const placeColumns = [
  'space',
  'message_id',
  'is_service',
  'date',
  'parent_id',
  'thread_id',
  'forum_topic_id',
  'forum_topic_title',
  'album_id',
  'album_key',
  'has_text',
] as const satisfies (keyof MessagesTable)[];

export type PlaceRow = Pick<Selectable<MessagesTable>, (typeof placeColumns)[number]>;

export function selectPlaces(database: Kysely<RawSchema>, channelId: string, space: 0 | 1) {
  return database.selectFrom('messages').select(placeColumns).where('channel_id', '=', channelId).where('space', '=', space);
}

export function toPlace(row: PlaceRow): MessagePlace {
  return {
    space: decodeSpace(row.space),
    messageId: row.message_id,
    isService: decodeBoolean(row.is_service),
    date: decodeInstant(row.date),
    parentId: row.parent_id,
    threadId: row.thread_id,
    forumTopicId: row.forum_topic_id,
    forumTopicTitle: row.forum_topic_title,
    albumId: row.album_id,
    albumKey: row.album_key,
    hasText: decodeBoolean(row.has_text),
  };
}
