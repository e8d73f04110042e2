import type { Migration } from '../../../src/adapters/store-sql/migrations/migration.ts';

export const syntheticMigrations: readonly [Migration, Migration, Migration];
