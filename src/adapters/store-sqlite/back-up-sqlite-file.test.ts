import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { databasePaths, openTemporaryDatabases } from '../../../test/contract/open-temporary-databases.ts';
import { channelId, newMessage, noon } from '../../../test/contract/raw-messages.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { openStores } from '../store-sql/open-stores.ts';
import { backUpSqliteFile } from './back-up-sqlite-file.ts';
import { openSqliteDatabases } from './open-sqlite-databases.ts';

it('copies what is committed, while somebody writes, to a name that is free', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'raw.sqlite');
  const file = new Database(path);
  file.pragma('journal_mode = WAL');
  file.exec('create table t (x); insert into t values (1); begin immediate; insert into t values (2)');
  writeFileSync(`${path}.before-0002_x.1.partial`, 'left by a kill');
  const first = await backUpSqliteFile(path, '0002_x');
  const second = await backUpSqliteFile(path, '0002_x');
  file.close();
  expect([first.path, second.path]).toEqual([`${path}.before-0002_x.1`, `${path}.before-0002_x.2`]);
  const copy = new Database(first.path, { readonly: true });
  expect(copy.prepare('select x from t').all()).toEqual([{ x: 1 }]);
  copy.close();
  await first.discard();
  expect(existsSync(first.path)).toBe(false);
  expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([]);
});

it('leaves no half copy of a file that cannot be read', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'raw.sqlite');
  writeFileSync(path, 'this is no database, and it is longer than a header would be '.repeat(20));
  await expect(backUpSqliteFile(path, '0002_x')).rejects.toMatchObject({ code: 'storage_corrupt' });
  expect(readdirSync(folder)).toEqual(['raw.sqlite']);
});

it('a downgraded file opens again as it was from its copy', async () => {
  const folder = temporaryFolder();
  const before = await openTemporaryDatabases(folder);
  await before.rawStore.writeChunk(channelId, (chunk) => chunk.insert([newMessage(1)], noon));
  const copies: string[] = [];
  await before.databases.downgrade('raw', '-1', { observer: { onBackup: ({ path }) => copies.push(path) } });
  await before.close();
  const copied = { ...databasePaths(folder), raw: copies[0] ?? '' };
  const restored = openStores(openSqliteDatabases({ paths: copied }));
  expect((await restored.rawStore.counts(channelId)).total).toBe(1);
  expect(await restored.databases.check('raw')).toEqual([]);
  await restored.close();
});

it('a file that upgrades itself is copied before, whatever the migration does', async () => {
  const folder = temporaryFolder();
  const before = await openTemporaryDatabases(folder);
  await before.databases.upgrade('processing', { revision: '2' });
  await expect(before.runStore.list({ limit: 1 })).rejects.toMatchObject({ code: 'schema_outdated' });
  await before.close();

  const copies: string[] = [];
  const observer = { onBackup: ({ path }: { path: string }) => copies.push(path) };
  const after = await openTemporaryDatabases(folder, { upgradesItself: true, observer });
  expect(await after.runStore.list({ limit: 1 })).toEqual([]);
  expect(copies).toEqual([`${databasePaths(folder).processing}.before-0003_runs.1`]);
  expect(await after.databases.check('processing')).toEqual([]);
});
