import type { Instant } from '../../../domain/instant.ts';
import type { StoredRawMessage, ThreadPlace } from '../../../ports/raw-store.ts';
import type { RawSchema } from '../schema/raw-schema.ts';
import type { SqlDatabase } from '../sql-database.ts';
import { type ReadOptions, selectMessages, toStoredMessage } from './select-messages.ts';
import { selectThreadPlaces, toThreadPlace } from './select-thread-places.ts';

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
  { pageSize, from }: { pageSize: number; from?: Instant | undefined },
): AsyncGenerator<ThreadPlace[]> {
  for (const space of spaces) {
    for (let after: number | undefined = Number.MIN_SAFE_INTEGER; after !== undefined; ) {
      const rows = await database.read((reader) => {
        const page = selectThreadPlaces(reader, channelId, space).where('message_id', '>', after as number);
        const wanted = from === undefined ? page : page.where('date', '>=', from);
        return wanted.orderBy('message_id').limit(pageSize).execute();
      });
      if (rows.length > 0) {
        yield rows.map(toThreadPlace);
      }
      after = rows.length < pageSize ? undefined : rows.at(-1)?.message_id;
    }
  }
}
