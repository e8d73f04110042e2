import { type Kysely, type KyselyPlugin, RawNode, sql } from 'kysely';
import type { LiveSchema } from '../store-sql/migrations/live-schema.ts';
import { readPostgresSchema } from './read-postgres-schema.ts';

/**
 * The schema that `build` makes of an empty one: that of temporary tables, in a transaction that is taken back. It needs no
 * privilege to create schemas, and nobody else sees it. Indexes that are made concurrently, which PostgreSQL refuses in a transaction, are
 * made at once: they end up the same.
 *
 * @param database without a schema of its own
 */
export async function readScratchPostgresSchema<Schema>(
  database: Kysely<Schema>,
  build: (database: Kysely<unknown>) => Promise<void>,
): Promise<LiveSchema> {
  const takenBack = new TakenBack();
  try {
    await database.transaction().execute(async (transaction) => {
      // The first temporary table is what makes the schema, whose name depends on the session.
      await sql`create temporary table schema_version () on commit drop`.execute(transaction);
      await build(transaction.withSchema('pg_temp').withPlugin(atOnce) as unknown as Kysely<unknown>);
      const { rows } = await sql<{ name: string }>`
        select nspname as name from pg_namespace where oid = pg_my_temp_schema()`.execute(transaction);
      takenBack.schema = await readPostgresSchema(transaction as unknown as Kysely<unknown>, rows[0]?.name ?? '');
      throw takenBack;
    });
  } catch (error) {
    if (error !== takenBack) {
      throw error;
    }
  }
  return takenBack.schema;
}

/** Carries the result out of a transaction that must not be committed. */
class TakenBack extends Error {
  schema: LiveSchema = { tables: [], others: [] };
}

/** A builder has no word for it: it stands in plain SQL. */
const atOnce: KyselyPlugin = {
  transformQuery: ({ node }) =>
    RawNode.is(node)
      ? {
          ...node,
          sqlFragments: node.sqlFragments.map((text) => text.replace(/\b(create(?: unique)? index) concurrently\b/gi, '$1')),
        }
      : node,
  transformResult: async ({ result }) => result,
};
