import type { Kysely } from 'kysely';
import type { TransferTable } from './transfer-table.ts';
import type { AnySchema } from './transferable-database.ts';

export async function countRows(database: Kysely<AnySchema>, { name }: TransferTable): Promise<number> {
  const { count } = await database
    .selectFrom(name)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

export async function totalRows(database: Kysely<AnySchema>, tables: readonly TransferTable[]): Promise<number> {
  let total = 0;
  for (const table of tables) {
    total += await countRows(database, table);
  }
  return total;
}
