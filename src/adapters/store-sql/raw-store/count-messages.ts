import { type Kysely, sql } from 'kysely';
import type { Instant } from '../../../domain/instant.ts';
import type { RawCounts } from '../../../ports/raw-store.ts';
import { decodeInstant } from '../decode-column.ts';
import type { RawSchema } from '../schema/raw-schema.ts';

type CountedAs = 'posts' | 'comments' | 'service' | 'albumMembers';

/** Each message counts once: `posts + comments + service + albumMembers = total`. Reads the narrow table only. */
export async function countMessages(database: Kysely<RawSchema>, channelId: string): Promise<RawCounts> {
  const countedAs = sql<CountedAs>`case
    when is_service then 'service'
    when album_id <> message_id then 'albumMembers'
    when space = 1 then 'comments'
    else 'posts' end`;
  const rows = await database
    .selectFrom('messages')
    .select(({ fn }) => [
      countedAs.as('counted_as'),
      fn.countAll<number>().as('count'),
      fn.count<number>('vanished_at').as('vanished'),
      fn.min('date').as('oldest'),
      fn.max('date').as('newest'),
    ])
    .where('channel_id', '=', channelId)
    .groupBy('counted_as')
    .execute();
  const { changes } = await database
    .selectFrom('message_versions')
    .select(({ fn }) => fn.countAll<number>().as('changes'))
    .where('channel_id', '=', channelId)
    .where('version', '>', sql.lit(0))
    .executeTakeFirstOrThrow();

  const counts = { total: 0, posts: 0, comments: 0, service: 0, albumMembers: 0, changes: Number(changes), vanished: 0 };
  for (const row of rows) {
    counts[row.counted_as] = Number(row.count);
    counts.total += Number(row.count);
    counts.vanished += Number(row.vanished);
  }
  const dates = rows.flatMap((row): Instant[] => [decodeInstant(row.oldest), decodeInstant(row.newest)]).sort();
  return { ...counts, oldestMessageAt: dates.at(0) ?? null, newestMessageAt: dates.at(-1) ?? null };
}
