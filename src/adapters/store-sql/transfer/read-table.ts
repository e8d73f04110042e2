import { setImmediate } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { TransferTable } from './transfer-table.ts';
import type { AnySchema, Row } from './transferable-database.ts';

export interface ReadOptions {
  /** Default all of the table. The columns of the key must be among them. */
  columns?: readonly string[];
}

/** Before it is known how large they are. */
const firstRows = 32;
const fewestRows = 4;
const mostRows = 2000;
/** What a page should come to, in characters: large enough to be fast, small enough to hold a few. */
const pageCharacters = 2_000_000;

/**
 * A table in pages in the order of its primary key. The next page is read while the last one is worked on. Pages grow and shrink
 * with the rows, so that memory does not depend on how long texts are.
 */
export async function* readTable(
  database: Kysely<AnySchema>,
  table: TransferTable,
  { columns = table.columns }: ReadOptions = {},
): AsyncGenerator<Row[]> {
  let size = firstRows;
  let next: Promise<Row[]> | null = readPage(database, table, { columns, after: null, limit: size });
  while (next !== null) {
    const page: Row[] = await next;
    const last = page.at(-1);
    if (last === undefined) {
      return;
    }
    const limit = nextSize(size, page);
    next = page.length < size ? null : readPage(database, table, { columns, after: last, limit });
    // Whoever stops in the middle waits for no page; its failure is then nobody's concern.
    next?.catch(() => {});
    size = limit;
    yield page;
    // SQLite answers at once: without a pause nothing else would happen until the end of the table, a Ctrl-C included.
    await setImmediate();
  }
}

async function readPage(
  database: Kysely<AnySchema>,
  { name, key }: TransferTable,
  { columns, after, limit }: { columns: readonly string[]; after: Row | null; limit: number },
): Promise<Row[]> {
  let query = database.selectFrom(name).select([...columns]);
  if (after) {
    query = query.where(
      sql<boolean>`(${sql.join(key.map((column) => sql.ref(column)))}) > (${sql.join(key.map((column) => after[column]))})`,
    );
  }
  for (const column of key) {
    query = query.orderBy(column);
  }
  return query.limit(limit).execute();
}

function nextSize(size: number, page: readonly Row[]): number {
  let characters = 0;
  for (const row of page) {
    characters += lengthOf(row);
  }
  const fitting = Math.floor((pageCharacters * page.length) / Math.max(characters, 1));
  return Math.max(fewestRows, Math.min(mostRows, fitting, size * 4));
}

/** About as many characters as the row has. */
export function lengthOf(row: Row): number {
  let length = 0;
  for (const column in row) {
    const value = row[column];
    length += typeof value === 'string' || value instanceof Uint8Array ? value.length : 8;
  }
  return length;
}
