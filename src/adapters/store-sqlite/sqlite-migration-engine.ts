import type { MigrationEngine } from '../store-sql/migrations/migration-engine.ts';
import { sqliteColumnTypes } from './sqlite-column-types.ts';
import { compileOnlySqliteDialect } from './sqlite-dialect.ts';

export const sqliteMigrationEngine: MigrationEngine = {
  engine: 'sqlite',
  dialect: compileOnlySqliteDialect,
  types: sqliteColumnTypes,
  script: {
    usage: 'sqlite3 -bail FILE < SCRIPT',
    begin: 'begin immediate',
    now: "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')",
    opening: () => ['pragma foreign_keys = on'],
  },
};
