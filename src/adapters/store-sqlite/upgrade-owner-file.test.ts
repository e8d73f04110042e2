import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { syntheticMigrations } from '../../../test/contract/__fixtures__/synthetic-migrations.mjs';
import { databasePaths, openTemporaryDatabases } from '../../../test/contract/open-temporary-databases.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import type { UpgradeOwner } from '../../ports/databases.ts';
import type { Migration } from '../store-sql/migrations/migration.ts';
import { migrationsByDatabase } from '../store-sql/migrations/migrations-by-database.ts';
import { sqliteDatabase } from './sqlite-database.ts';
import { upgradeOwnerFile } from './upgrade-owner-file.ts';

const clock = { now: () => new Date('2024-05-06T10:00:00Z') };
const startedAt = '2024-05-06T10:00:00Z';

it('tells others who is at work, not the owner itself', async () => {
  const path = join(temporaryFolder(), 'raw.sqlite');
  const ownership = upgradeOwnerFile(path, clock);
  await ownership.announce();
  expect(await ownership.other()).toBeNull();
  expect(existsSync(`${path}.upgrade.json`)).toBe(true);
  const owner = { pid: process.ppid, host: hostname(), startedAt };
  writeFileSync(`${path}.upgrade.json`, JSON.stringify(owner));
  expect(await ownership.other()).toEqual(owner);
  await ownership.withdraw();
  await ownership.withdraw();
  expect(existsSync(`${path}.upgrade.json`)).toBe(false);
});

it.each([
  ['of a process that is gone', async () => JSON.stringify({ pid: await pidOfTheGone(), host: hostname(), startedAt })],
  ['of another machine, which may be gone', async () => JSON.stringify({ pid: process.ppid, host: 'elsewhere', startedAt })],
  ['cut short', async () => '{"pid": 1'],
  ['with something else in it', async () => '{"pid": "x"}'],
])('a note %s counts for nothing', async (_what, text) => {
  const path = join(temporaryFolder(), 'raw.sqlite');
  writeFileSync(`${path}.upgrade.json`, await text());
  expect(await upgradeOwnerFile(path, clock).other()).toBeNull();
});

it('a folder that cannot be written stops nobody', async () => {
  const ownership = upgradeOwnerFile('/nowhere/at/all/raw.sqlite', clock);
  await ownership.announce();
  await ownership.withdraw();
  expect(await ownership.other()).toBeNull();
});

it('an upgrade waits for one in front of it longer than the busy timeout, says once for whom, and goes on after it', async () => {
  const folder = temporaryFolder();
  const path = databasePaths(folder).processing;
  const holder = new Database(path);
  holder.pragma('journal_mode = WAL');
  holder.exec('begin immediate');
  // A process that lives as long as the test stands for the one that holds the lock.
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  onTestFinished(() => void other.kill());
  const owner = { pid: other.pid, host: hostname(), startedAt };
  writeFileSync(`${path}.upgrade.json`, JSON.stringify(owner));

  const { databases } = await openTemporaryDatabases(folder, { busyTimeoutMs: 200 });
  const heard: UpgradeOwner[] = [];
  const waiting = databases.upgrade('processing', { observer: { onWaiting: (event) => heard.push(event.owner) } });
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(heard).toEqual([owner]);
  holder.exec('rollback');
  holder.close();
  expect(await waiting).toHaveLength(migrationsByDatabase.processing.length);
});

it('an upgrade behind somebody who does not say who it is gives up after the busy timeout', async () => {
  const folder = temporaryFolder();
  const path = databasePaths(folder).processing;
  const holder = new Database(path);
  holder.pragma('journal_mode = WAL');
  holder.exec('begin immediate');
  writeFileSync(`${path}.upgrade.json`, JSON.stringify({ pid: await pidOfTheGone(), host: hostname(), startedAt }));
  const { databases } = await openTemporaryDatabases(folder, { busyTimeoutMs: 200 });
  await expect(databases.upgrade('processing')).rejects.toMatchObject({ code: 'storage_busy' });
  holder.close();
  expect(await databases.upgrade('processing')).toHaveLength(migrationsByDatabase.processing.length);
});

async function pidOfTheGone(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'close');
  return child.pid ?? 0;
}

it('an upgrade waits for a step without a transaction that another process is busy with, and takes it over when that one dies', async () => {
  const path = join(temporaryFolder(), 'raw.sqlite');
  const open = (migrations: readonly Migration[]) => {
    const database = sqliteDatabase({ name: 'raw', path, busyTimeoutMs: 1_000, clock, migrations });
    onTestFinished(() => database.close());
    return database.history;
  };
  const [first, second, third] = syntheticMigrations;
  const failing = { ...second, up: () => Promise.reject(new Error('killed')) };
  await expect(open([first, failing, third]).upgrade()).rejects.toMatchObject({ code: 'migration_failed' });
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  onTestFinished(() => void other.kill());
  writeFileSync(`${path}.upgrade.json`, JSON.stringify({ pid: other.pid, host: hostname(), startedAt }));

  const history = open(syntheticMigrations);
  const heard: UpgradeOwner[] = [];
  const waiting = history.upgrade({ observer: { onWaiting: ({ owner }) => heard.push(owner) } });
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect((await history.state()).condition).toBe('interrupted');
  expect(heard).toHaveLength(1);
  other.kill('SIGKILL');
  expect(await waiting).toEqual(['0002_marks', '0003_notes']);
  expect(existsSync(`${path}.upgrade.json`)).toBe(false);
});
