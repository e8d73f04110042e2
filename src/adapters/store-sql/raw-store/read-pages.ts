import type { StoredRawMessage, ThreadPlace } from '../../../ports/raw-store.ts';
import { decodeInstant } from '../decode-column.ts';
import type { RawSchema } from '../schema/raw-schema.ts';
import { decodeSpace } from '../space-code.ts';
import type { SqlDatabase } from '../sql-database.ts';
import { type ReadOptions, selectMessages, toStoredMessage } from './select-messages.ts';

const spaces = [0, 1] as const;

/** All messages of a channel in pages, posts first, ids ascending. */
export async function* readMessagePages(
  database: SqlDatabase<RawSchema>,
  channelId: string,
  { pageSize, withPayload, from, to }: ReadOptions,
): AsyncGenerator<StoredRawMessage[]> {
  for (const space of spaces) {
    for (let after: number | undefined = Number.MIN_SAFE_INTEGER; after !== undefined; ) {
      const rows = await database.read((reader) => {
        let page = selectMessages(reader, channelId)
          .where('messages.space', '=', space)
          .where('messages.message_id', '>', after as number);
        page = from === undefined ? page : page.where('messages.date', '>=', from);
        page = to === undefined ? page : page.where('messages.date', '<=', to);
        page = withPayload ? page.select('version.raw_payload') : page;
        return page.orderBy('messages.message_id').limit(pageSize).execute();
      });
      if (rows.length > 0) {
        yield rows.map(toStoredMessage);
      }
      after = rows.length < pageSize ? undefined : rows.at(-1)?.message_id;
    }
  }
}

/** Where the messages of a channel stand in their conversations, in pages, posts first, ids ascending. */
export async function* readThreadPages(
  database: SqlDatabase<RawSchema>,
  channelId: string,
  { pageSize }: { pageSize: number },
): AsyncGenerator<ThreadPlace[]> {
  for (const space of spaces) {
    for (let after: number | undefined = Number.MIN_SAFE_INTEGER; after !== undefined; ) {
      const rows = await database.read((reader) =>
        reader
          .selectFrom('messages')
          .select(['message_id', 'parent_id', 'thread_id', 'forum_topic_id', 'author_id', 'date'])
          .where('channel_id', '=', channelId)
          .where('space', '=', space)
          .where('message_id', '>', after as number)
          .orderBy('message_id')
          .limit(pageSize)
          .execute(),
      );
      if (rows.length > 0) {
        yield rows.map((row) => ({
          space: decodeSpace(space),
          messageId: row.message_id,
          parentId: row.parent_id,
          threadId: row.thread_id,
          forumTopicId: row.forum_topic_id,
          authorId: row.author_id,
          date: decodeInstant(row.date),
        }));
      }
      after = rows.length < pageSize ? undefined : rows.at(-1)?.message_id;
    }
  }
}
