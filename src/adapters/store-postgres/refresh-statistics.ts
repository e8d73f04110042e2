import { type Kysely, sql } from 'kysely';

/**
 * Has the tables of a schema counted that grew by half since that was last done. The server does it by itself, but a minute late: until
 * then it believes every table to be empty, and a join of two large ones takes a hundred times as long.
 */
export async function refreshStatistics<Schema>(database: Kysely<Schema>, schema: string): Promise<void> {
  const { rows } = await sql<{ table: string }>`
    select relname as table from pg_class
    where relnamespace = to_regnamespace(${schema}) and relkind = 'r'
      and pg_relation_size(oid) > 1.5 * relpages::bigint * current_setting('block_size')::bigint`.execute(database);
  for (const { table } of rows) {
    await sql`analyze ${sql.id(schema, table)}`.execute(database);
  }
}
