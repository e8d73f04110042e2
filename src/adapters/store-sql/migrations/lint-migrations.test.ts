import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { databaseNames } from '../../../ports/databases.ts';
import { postgresMigrationEngine } from '../../store-postgres/postgres-migration-engine.ts';
import { sqliteMigrationEngine } from '../../store-sqlite/sqlite-migration-engine.ts';
import { lintMigrations } from './lint-migrations.ts';
import type { Migration } from './migration.ts';
import { migrationsByDatabase } from './migrations-by-database.ts';

const engines = [sqliteMigrationEngine, postgresMigrationEngine];

it.each(databaseNames)('finds nothing in the migrations of %s', async (name) => {
  expect(await lintMigrations(engines, name, migrationsByDatabase[name])).toEqual([]);
});

it.each<[string, Partial<Migration>, string[]]>([
  ['drop table old', {}, ['error: up deletes without declaring "destructive", so nothing is backed up: drop table of old']],
  ['drop table old', { destructive: true }, ['warning: up deletes: drop table of old']],
  ['alter table t drop column x', { destructive: true }, ['warning: up deletes: drop column of t.x']],
  ['delete from t', {}, [expect.stringContaining('deletes rows of t')]],
  ['alter table t add column x text not null', {}, [expect.stringContaining('t.x is added as not null without a default')]],
  ["alter table t add column x text not null default ''", {}, []],
  ['create index i on t (x)', {}, [expect.stringContaining('index i locks t')]],
  ['create index concurrently i on t (x)', {}, [expect.stringContaining('needs "transaction: false"')]],
  ['create index concurrently i on t (x)', { transaction: false }, []],
  ['alter table t alter column x type text', {}, [expect.stringContaining('rewrites the table')]],
  ['alter table t alter column x set not null', {}, [expect.stringContaining('reads the whole table')]],
  ['create table t (x text)', {}, ['error: down leaves the table t, which up makes']],
  ['update t set x = 1', { name: '0007_wrong' }, [expect.stringContaining('does not begin with 0001_')]],
  ['update t set x = 1', { down: async () => undefined }, ['error: down does nothing']],
])('judges "%s" with %j', async (statement, more, expected) => {
  const migration: Migration = {
    name: '0001_change',
    summary: '',
    up: async (database) => void (await sql.raw(statement).execute(database)),
    down: async (database) => void (await sql`update t set x = 0`.execute(database)),
    ...more,
  };
  const findings = await lintMigrations(engines, 'raw', [migration]);
  expect(findings.map(({ severity, message }) => `${severity}: ${message}`)).toEqual(expected);
});

it('notices that a migration does other things on another engine', async () => {
  const migration: Migration = {
    name: '0001_change',
    summary: '',
    async up(database, types) {
      if (types.boolean === 'boolean') {
        await sql`update t set x = 1`.execute(database);
      }
      await sql`update t set y = 1`.execute(database);
    },
    down: async (database) => void (await sql`update t set x = 0`.execute(database)),
  };
  const findings = await lintMigrations(engines, 'raw', [migration]);
  expect(findings).toEqual([
    expect.objectContaining({ severity: 'warning', message: 'up does other things on sqlite than on postgresql' }),
  ]);
});
