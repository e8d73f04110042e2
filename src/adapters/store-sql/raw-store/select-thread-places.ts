import type { Kysely, Selectable } from 'kysely';
import type { ThreadPlace } from '../../../ports/raw-store.ts';
import { decodeInstant } from '../decode-column.ts';
import type { MessagesTable, RawSchema } from '../schema/raw-schema.ts';
import { decodeSpace } from '../space-code.ts';

const columns = ['space', 'message_id', 'parent_id', 'thread_id', 'forum_topic_id', 'author_id', 'date'] as const;

export function selectThreadPlaces(reader: Kysely<RawSchema>, channelId: string, space: 0 | 1) {
  return reader.selectFrom('messages').select(columns).where('channel_id', '=', channelId).where('space', '=', space);
}

export function toThreadPlace(row: Pick<Selectable<MessagesTable>, (typeof columns)[number]>): ThreadPlace {
  return {
    space: decodeSpace(row.space),
    messageId: row.message_id,
    parentId: row.parent_id,
    threadId: row.thread_id,
    forumTopicId: row.forum_topic_id,
    authorId: row.author_id,
    date: decodeInstant(row.date),
  };
}
