import type { Database } from 'better-sqlite3';
import { type Dialect, DummyDriver, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { SqliteDriver, type SqliteDriverOptions } from './sqlite-driver.ts';

export function sqliteDialect(file: Database, options: SqliteDriverOptions): Dialect {
  return { ...compileOnlySqliteDialect, createDriver: () => new SqliteDriver(file, options) };
}

/** For working out SQL without a database. */
export const compileOnlySqliteDialect: Dialect = {
  createAdapter: () => new SqliteAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (database) => new SqliteIntrospector(database),
  createQueryCompiler: () => new SqliteQueryCompiler(),
};
