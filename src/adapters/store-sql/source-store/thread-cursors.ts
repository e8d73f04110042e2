import { sql } from 'kysely';
import type { ThreadCursor } from '../../../ports/source-store.ts';
import type { IngestionSchema } from '../schema/ingestion-schema.ts';
import type { SqlDatabase } from '../sql-database.ts';

export async function readThreadCursors(
  database: SqlDatabase<IngestionSchema>,
  sourceId: string,
  postIds: readonly number[],
): Promise<Map<number, ThreadCursor>> {
  if (postIds.length === 0) {
    return new Map();
  }
  const rows = await database.read((reader) =>
    reader
      .selectFrom('thread_cursors')
      .selectAll()
      .where('source_id', '=', sourceId)
      .where('post_id', 'in', [...postIds])
      .execute(),
  );
  return new Map(
    rows.map(({ post_id: postId, replies, newest_comment_id: newestCommentId, problem }) => [
      postId,
      { postId, replies, newestCommentId, problem },
    ]),
  );
}

export async function moveThreadCursor(
  database: SqlDatabase<IngestionSchema>,
  sourceId: string,
  { postId, replies, newestCommentId, problem }: ThreadCursor,
): Promise<void> {
  await database.write((transaction) =>
    transaction
      .insertInto('thread_cursors')
      .values({ source_id: sourceId, post_id: postId, replies, newest_comment_id: newestCommentId, problem })
      .onConflict((conflict) =>
        conflict.columns(['source_id', 'post_id']).doUpdateSet(({ ref }) => ({
          replies,
          problem,
          newest_comment_id: sql<number | null>`case
            when ${ref('excluded.newest_comment_id')} > coalesce(${ref('thread_cursors.newest_comment_id')}, 0)
            then ${ref('excluded.newest_comment_id')} else ${ref('thread_cursors.newest_comment_id')} end`,
        })),
      )
      .execute(),
  );
}

export async function countUnreadableThreads(database: SqlDatabase<IngestionSchema>, sourceId: string): Promise<number> {
  const row = await database.read((reader) =>
    reader
      .selectFrom('thread_cursors')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('source_id', '=', sourceId)
      .where('problem', 'is not', null)
      .executeTakeFirstOrThrow(),
  );
  return Number(row.count);
}
