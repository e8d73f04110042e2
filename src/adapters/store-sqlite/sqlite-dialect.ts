import type { Database } from 'better-sqlite3';
import { type Dialect, DummyDriver, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { TakesRowQueries } from '../store-sql/insert-rows.ts';
import { SqliteDriver, type SqliteDriverOptions } from './sqlite-driver.ts';

export function sqliteDialect(file: Database, options: SqliteDriverOptions): Dialect {
  return {
    ...compileOnlySqliteDialect,
    createAdapter: () => new SqliteRowAdapter(),
    createDriver: () => new SqliteDriver(file, options),
  };
}

class SqliteRowAdapter extends SqliteAdapter implements TakesRowQueries {
  readonly takesRowQueries = true;
}

/** For working out SQL without a database. */
export const compileOnlySqliteDialect: Dialect = {
  createAdapter: () => new SqliteAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (database) => new SqliteIntrospector(database),
  createQueryCompiler: () => new SqliteQueryCompiler(),
};
