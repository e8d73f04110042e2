import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { databasePaths, openTemporaryDatabases } from '../../../test/contract/open-temporary-databases.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { databaseNames } from '../../ports/databases.ts';

describe('the history of a database', () => {
  it.each(databaseNames)('%s: an upgrade brings it to head, a second one does nothing', async (name) => {
    const { databases } = await openTemporaryDatabases();
    const applied = await databases.upgrade(name);
    const history = await databases.history(name);
    expect(applied).toEqual(history.map((migration) => migration.name));
    expect(history.every(({ appliedAt, summary }) => appliedAt !== null && summary !== '')).toBe(true);
    expect(await databases.upgrade(name)).toEqual([]);
    expect(await databases.state(name)).toMatchObject({ current: applied.at(-1), head: applied.at(-1), pending: [] });
  });

  it('is independent of the other databases', async () => {
    const { databases } = await openTemporaryDatabases();
    await databases.upgrade('raw');
    expect((await databases.state('processing')).current).toBeNull();
  });

  it('refuses work when migrations are pending, naming the command, and goes on after it', async () => {
    const folder = await folderWith("delete from schema_version where name = '0003_runs'; drop table runs");
    const { runStore, databases } = await openTemporaryDatabases(folder);
    await expect(runStore.list({ limit: 1 })).rejects.toMatchObject({
      code: 'schema_outdated',
      message: expect.stringContaining('0003_runs'),
      hint: expect.stringContaining('tg-parser db upgrade'),
    });
    expect((await databases.state('processing')).pending).toEqual(['0003_runs']);
    expect(await databases.upgrade('processing')).toEqual(['0003_runs']);
    expect(await runStore.list({ limit: 1 })).toEqual([]);
  });

  it.each([
    ['newer', "insert into schema_version values ('9999_future', 'sha256:x', '2030-01-01T00:00:00Z')"],
    ['without_history', 'drop table schema_version'],
    ['without_history', 'delete from schema_version'],
  ])('refuses a database that is %s', async (condition, change) => {
    const { runStore, databases } = await openTemporaryDatabases(await folderWith(change));
    await expect(runStore.list({ limit: 1 })).rejects.toMatchObject({ code: 'schema_unknown' });
    await expect(databases.upgrade('processing')).rejects.toMatchObject({ code: 'schema_unknown' });
    expect(await databases.state('processing')).toMatchObject({ condition });
  });

  it('refuses to upgrade over a migration that is not the one that was applied', async () => {
    const folder = await folderWith("update schema_version set checksum = 'sha256:other' where name = '0001_documents'");
    const { databases } = await openTemporaryDatabases(folder);
    await expect(databases.upgrade('processing')).rejects.toMatchObject({
      code: 'schema_unknown',
      message: expect.stringContaining('0001_documents'),
    });
  });

  it('stays where it was when a migration fails', async () => {
    const folder = await folderWith(
      "delete from schema_version where name in ('0002_topics', '0003_runs'); drop table topics; drop table topic_items; drop table runs",
    );
    const { databases } = await openTemporaryDatabases(folder);
    const before = tablesOf(folder);
    await expect(databases.upgrade('processing')).rejects.toMatchObject({
      code: 'migration_failed',
      message: expect.stringContaining('0002_topics'),
    });
    expect(tablesOf(folder)).toEqual(before);
    expect((await databases.state('processing')).pending).toEqual(['0002_topics', '0003_runs']);
  });
});

/** A folder whose processing database is at head and was then changed by hand. */
async function folderWith(change: string): Promise<string> {
  const folder = temporaryFolder();
  const { databases, close } = await openTemporaryDatabases(folder);
  await databases.upgrade('processing');
  await close();
  const file = new Database(databasePaths(folder).processing);
  file.exec(change);
  file.close();
  return folder;
}

function tablesOf(folder: string): unknown[] {
  const file = new Database(databasePaths(folder).processing, { readonly: true });
  const tables = file.prepare('select name, sql from sqlite_master order by name').all();
  file.close();
  return tables;
}
