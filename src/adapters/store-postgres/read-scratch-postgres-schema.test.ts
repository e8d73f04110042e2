import { Kysely, sql } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { openTemporaryPostgres } from '../../../test/contract/open-temporary-postgres.ts';
import { postgresDialect } from './postgres-dialect.ts';
import { PostgresPool } from './postgres-pool.ts';
import { readScratchPostgresSchema } from './read-scratch-postgres-schema.ts';

it('builds what a migration makes of indexes without a transaction, and leaves nothing', async () => {
  const { url } = await openTemporaryPostgres();
  const pool = new PostgresPool({ connectionString: url }).share();
  onTestFinished(() => pool.close());
  const database = new Kysely<unknown>({ dialect: postgresDialect({ pool, schema: 'public' }) });
  const { tables } = await readScratchPostgresSchema(database, async (scratch) => {
    await scratch.schema.createTable('things').addColumn('name', 'text').execute();
    await sql`CREATE UNIQUE INDEX CONCURRENTLY things_by_name ON things (name)`.execute(scratch);
  });
  expect(tables.find(({ name }) => name === 'things')?.indexes).toMatchObject([{ name: 'things_by_name', isUnique: true }]);
  const { rows } = await sql`select 1 from pg_class where relname = 'things_by_name'`.execute(database);
  expect(rows).toEqual([]);
});
