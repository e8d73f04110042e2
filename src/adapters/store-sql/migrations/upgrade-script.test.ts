import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import { expect, it } from 'vitest';
import { syntheticMigrations } from '../../../../test/contract/__fixtures__/synthetic-migrations.mjs';
import { databasePaths, openTemporaryDatabases } from '../../../../test/contract/open-temporary-databases.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { databaseNames } from '../../../ports/databases.ts';
import { postgresMigrationEngine } from '../../store-postgres/postgres-migration-engine.ts';
import { readSqliteSchema } from '../../store-sqlite/read-sqlite-schema.ts';
import { sqliteDialect } from '../../store-sqlite/sqlite-dialect.ts';
import { sqliteMigrationEngine } from '../../store-sqlite/sqlite-migration-engine.ts';
import { migrationsByDatabase } from './migrations-by-database.ts';
import { upgradeScript } from './upgrade-script.ts';

it.each(databaseNames)('the script of %s makes what an upgrade makes, history included', async (name) => {
  const folder = temporaryFolder();
  const file = new Database(databasePaths(folder)[name]);
  file.exec(await upgradeScript(sqliteMigrationEngine, name, migrationsByDatabase[name]));
  file.close();
  const { databases } = await openTemporaryDatabases(folder);
  expect(await databases.check(name)).toEqual([]);
  expect((await databases.history(name)).every(({ appliedAt }) => /^20\d\d-.*Z$/.test(appliedAt ?? ''))).toBe(true);
});

it('can be cut anywhere between two migrations, and writes values as they are', async () => {
  const file = new Database(':memory:');
  const [first, ...others] = syntheticMigrations;
  for (const part of [[first], others]) {
    file.exec(await upgradeScript(sqliteMigrationEngine, 'raw', part));
  }
  expect(file.prepare('select text from notes').all()).toEqual([{ text: "it's ? old" }]);
  expect(file.prepare('select weight from marks').all()).toEqual([{ weight: 0.5 }, { weight: 0.5 }]);
  const { tables } = await readSqliteSchema(new Kysely({ dialect: sqliteDialect(file, { path: '', busyTimeoutMs: 0 }) }));
  expect(tables.map(({ name }) => name)).toEqual(['items', 'marks', 'notes']);
  file.close();
});

it('speaks the language of the engine', async () => {
  const script = await upgradeScript(postgresMigrationEngine, 'raw', migrationsByDatabase.raw);
  expect(script).toContain('set search_path to "raw";\n');
  expect(script).toContain('"channel_id" text collate "C" primary key, "last_sequence" bigint not null');
  expect(script).toContain('"is_service" boolean not null, "date" timestamptz(0) not null');
  // One for the table of versions, and one each.
  const transactions = 1 + migrationsByDatabase.raw.length;
  expect(script.match(/^begin;$/gm)).toHaveLength(transactions);
  expect(script.match(/^commit;$/gm)).toHaveLength(transactions);
});
