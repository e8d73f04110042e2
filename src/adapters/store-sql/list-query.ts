import type { Compilable, Kysely } from 'kysely';
import { compiledQuery } from './compiled-query.ts';

/** Below SQLite's 32,766 variables in a statement, and no gain above. */
const longestList = 1024;

/**
 * A query about a list of values of any length: cut into parts that both engines accept, compiled once for each power of two (the
 * last value is repeated up to it, which changes nothing in an `in (…)`).
 *
 * @param build uses each of `fixed` and `list` as it is
 */
export function listQuery<Schema, Fixed extends readonly unknown[], Item, Row>(
  build: (database: Kysely<Schema>, fixed: Fixed, list: Item[]) => Compilable<Row>,
): (database: Kysely<Schema>, fixed: Fixed, list: readonly Item[]) => Promise<Row[]> {
  const runs = new Map<number, ReturnType<typeof compiledQuery<Schema, Row>>>();
  return async (database, fixed, list) => {
    let run = runs.get(fixed.length);
    if (!run) {
      const count = fixed.length;
      run = compiledQuery<Schema, Row>((compiling, values) =>
        build(compiling, values.slice(0, count) as unknown as Fixed, values.slice(count) as Item[]),
      );
      runs.set(count, run);
    }
    const rows: Row[] = [];
    for (let start = 0; start < list.length; start += longestList) {
      for (const row of await run(database, [...fixed, ...padded(list.slice(start, start + longestList))])) {
        rows.push(row);
      }
    }
    return rows;
  };
}

function padded<Item>(list: Item[]): Item[] {
  const length = 2 ** Math.ceil(Math.log2(list.length));
  const last = list[list.length - 1] as Item;
  return list.concat(new Array<Item>(length - list.length).fill(last));
}
