import { sql } from 'kysely';
import type { Instant } from '../../../domain/instant.ts';
import type { SourceCursors } from '../../../ports/source-store.ts';
import type { IngestionSchema } from '../schema/ingestion-schema.ts';
import type { SqlDatabase } from '../sql-database.ts';
import { sourceUnknown } from './source-unknown.ts';

export async function readCursors(database: SqlDatabase<IngestionSchema>, sourceId: string): Promise<SourceCursors> {
  const row = await database.read((reader) =>
    reader
      .selectFrom('sources')
      .select(['head_message_id', 'backfill_message_id', 'backfilled_to', 'change_state'])
      .where('source_id', '=', sourceId)
      .executeTakeFirst(),
  );
  if (!row) {
    throw sourceUnknown(sourceId);
  }
  return {
    head: row.head_message_id,
    backfill: row.backfill_message_id,
    backfilledTo: row.backfilled_to,
    changeState: row.change_state,
  };
}

/** One statement: two processes that move the cursors of one source at once cannot undo each other. */
export async function moveCursors(
  database: SqlDatabase<IngestionSchema>,
  { sourceId, move }: { sourceId: string; move: Partial<SourceCursors> },
  at: Instant,
): Promise<void> {
  const { head, backfill, backfilledTo, changeState } = move;
  const furthest = (column: 'head_message_id' | 'backfill_message_id', comparison: '<' | '>', value: number) => {
    const stored = sql.ref(column);
    return sql<number>`case when ${stored} is null or ${stored} ${sql.raw(comparison)} ${value} then ${value} else ${stored} end`;
  };
  await database.write((transaction) =>
    transaction
      .updateTable('sources')
      .set({
        ...(head == null ? {} : { head_message_id: furthest('head_message_id', '<', head) }),
        ...(backfill == null ? {} : { backfill_message_id: furthest('backfill_message_id', '>', backfill) }),
        ...(backfilledTo === undefined ? {} : { backfilled_to: backfilledTo }),
        ...(changeState === undefined ? {} : { change_state: changeState }),
        updated_at: at,
      })
      .where('source_id', '=', sourceId)
      .execute(),
  );
}
