import type { MigrationEngine } from '../store-sql/migrations/migration-engine.ts';
import { postgresColumnTypes } from './postgres-column-types.ts';
import { compileOnlyPostgresDialect } from './postgres-dialect.ts';

export const postgresMigrationEngine: MigrationEngine = {
  engine: 'postgresql',
  dialect: compileOnlyPostgresDialect,
  types: postgresColumnTypes,
  script: {
    usage: 'psql -v ON_ERROR_STOP=1 -f SCRIPT',
    begin: 'begin',
    now: "date_trunc('second', now())",
    // Each of the three databases is a schema of its own name.
    opening: (database) => [`create schema if not exists "${database}"`, `set search_path to "${database}"`],
  },
};
