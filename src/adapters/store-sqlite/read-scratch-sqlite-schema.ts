import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import type { LiveSchema } from '../store-sql/migrations/live-schema.ts';
import { readSqliteSchema } from './read-sqlite-schema.ts';
import { sqliteDialect } from './sqlite-dialect.ts';

/** The schema that `build` makes of an empty database in memory. */
export async function readScratchSqliteSchema(build: (database: Kysely<unknown>) => Promise<void>): Promise<LiveSchema> {
  const file = new Database(':memory:');
  try {
    file.pragma('foreign_keys = ON');
    const database = new Kysely<unknown>({ dialect: sqliteDialect(file, { path: ':memory:', busyTimeoutMs: 0 }) });
    await build(database);
    return await readSqliteSchema(database);
  } finally {
    file.close();
  }
}
