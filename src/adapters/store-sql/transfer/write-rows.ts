import type { Expression, Kysely } from 'kysely';
import { type InsertBuilder, insertRows } from '../insert-rows.ts';
import type { TransferTable } from './transfer-table.ts';
import type { AnySchema, Row } from './transferable-database.ts';

export interface TableWriter {
  insert(database: Kysely<AnySchema>, rows: readonly Row[]): Promise<void>;
  /** Inserts rows or replaces those with the same key. */
  upsert(database: Kysely<AnySchema>, rows: readonly Row[]): Promise<void>;
  /** @param rows of which the columns of the key are read */
  remove(database: Kysely<AnySchema>, rows: readonly Row[]): Promise<void>;
}

/** Keys in one statement: well below the depth of conditions that SQLite takes. */
const keysAtOnce = 100;

export function writerOf({ name, columns, key }: TransferTable): TableWriter {
  const others = columns.filter((column) => !key.includes(column));
  return {
    insert: insertRows<AnySchema, string>(name, columns),

    upsert: insertRows<AnySchema, string>(name, columns, (insert: InsertBuilder<AnySchema, string>) =>
      insert.onConflict((conflict) => {
        const keyed = conflict.columns([...key]);
        return others.length === 0
          ? keyed.doNothing()
          : keyed.doUpdateSet(({ ref }) =>
              Object.fromEntries(others.map((column) => [column, ref(`excluded.${column}`) as Expression<unknown>])),
            );
      }),
    ),

    async remove(database, rows) {
      for (let start = 0; start < rows.length; start += keysAtOnce) {
        const part = rows.slice(start, start + keysAtOnce);
        await database
          .deleteFrom(name)
          .where(({ eb, or, and }) => or(part.map((row) => and(key.map((column) => eb(column, '=', row[column]))))))
          .execute();
      }
    },
  };
}
