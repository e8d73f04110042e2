import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import { sqliteDialect } from './sqlite-dialect.ts';

/** Runs `work` on an empty database in memory. */
export async function inScratchSqlite<Result>(work: (database: Kysely<unknown>) => Promise<Result>): Promise<Result> {
  const file = new Database(':memory:');
  try {
    file.pragma('foreign_keys = ON');
    return await work(new Kysely<unknown>({ dialect: sqliteDialect(file, { path: ':memory:', busyTimeoutMs: 0 }) }));
  } finally {
    file.close();
  }
}
