import type { Compilable, CompiledQuery, Insertable, InsertQueryBuilder, InsertResult, Kysely } from 'kysely';
import { mapLazily } from '../../lib/map-lazily.ts';
import { compiledQuery } from './compiled-query.ts';

/** Longer statements gain nothing. */
const mostRows = 128;

/** A statement for one row that is run for each of several: without a network between, it is faster than one with many values. */
export interface CompiledRowQuery extends CompiledQuery {
  readonly rows: Iterable<unknown[]>;
}

/** What the adapter of a dialect says whose driver takes a `CompiledRowQuery`. */
export interface TakesRowQueries {
  readonly takesRowQueries: true;
}

type TableOf<Schema> = keyof Schema & string;
export type InsertBuilder<Schema, Table extends TableOf<Schema>> = InsertQueryBuilder<Schema, Table, InsertResult>;

/**
 * An insert of any number of rows into some columns of a table: in statements of up to 128 rows, or of one row that runs for each,
 * whichever is faster on the engine. They are compiled once.
 *
 * Rows are asked for one by one where that is so.
 *
 * @param refine adds what follows the values, for example `on conflict`
 */
export function insertRows<Schema, Table extends TableOf<Schema>>(
  table: Table,
  columns: readonly (keyof Insertable<Schema[Table]> & string)[],
  refine: (insert: InsertBuilder<Schema, Table>) => Compilable = (insert) => insert,
): (database: Kysely<Schema>, rows: Iterable<Insertable<Schema[Table]>>) => Promise<void> {
  const insert = compiledQuery<Schema, unknown>(build);
  let forOneRow: CompiledQuery | undefined;
  return async (database, rows) => {
    if ('takesRowQueries' in database.getExecutor().adapter) {
      forOneRow ??= buildForOneRow(database);
      const values = mapLazily(rows, (row) => columns.map((column) => row[column]));
      const query: CompiledRowQuery = { ...forOneRow, rows: values };
      await database.executeQuery(query);
      return;
    }
    const all = [...rows];
    let start = 0;
    for (let size = mostRows; start < all.length; ) {
      if (all.length - start < size) {
        size /= 2;
        continue;
      }
      await insert(database, flatten(all, columns, { start, size }));
      start += size;
    }
  };

  function build(database: Kysely<Schema>, values: unknown[]): Compilable<unknown> {
    const rows: Record<string, unknown>[] = [];
    for (let start = 0; start < values.length; start += columns.length) {
      rows.push(Object.fromEntries(columns.map((column, index) => [column, values[start + index]])));
    }
    const builder = database.insertInto(table) as unknown as InsertBuilder<Schema, Table>;
    return refine(builder.values(rows as unknown as Insertable<Schema[Table]>[])) as Compilable<unknown>;
  }

  /** @throws RangeError when `refine` adds values of its own: they would be taken for those of a row */
  function buildForOneRow(database: Kysely<Schema>): CompiledQuery {
    const compiled = build(
      database,
      columns.map((column) => column),
    ).compile();
    if (compiled.parameters.length !== columns.length) {
      throw new RangeError(`an insert into ${table} has values beside those of its rows`);
    }
    return compiled;
  }
}

function flatten<Row>(
  rows: readonly Row[],
  columns: readonly (keyof Row & string)[],
  { start, size }: { start: number; size: number },
): unknown[] {
  const values = new Array<unknown>(size * columns.length);
  let at = 0;
  for (let index = start; index < start + size; index += 1) {
    const row = rows[index];
    for (const column of columns) {
      values[at] = row?.[column];
      at += 1;
    }
  }
  return values;
}
