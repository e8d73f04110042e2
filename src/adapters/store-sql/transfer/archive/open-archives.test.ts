import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillDatabases, inDatabase, message, readRows, writeRows } from '../../../../../test/contract/fill-databases.ts';
import { emptyDatabases, enginePairs, upgradeAll } from '../../../../../test/contract/transfer-ends.ts';
import { temporaryFolder } from '../../../../../test/support/temporary-folder.ts';
import type { BackupManifest } from '../../../../domain/backup-manifest.ts';
import { backUpDatabases, checkBackup } from '../../../../pipeline/back-up-databases.ts';
import { restoreDatabases } from '../../../../pipeline/restore-databases.ts';
import { databaseNames } from '../../../../ports/databases.ts';
import { postgresMigrationEngine } from '../../../store-postgres/postgres-migration-engine.ts';
import { sqliteMigrationEngine } from '../../../store-sqlite/sqlite-migration-engine.ts';
import { migrationsByDatabase } from '../../migrations/migrations-by-database.ts';
import { type DatabaseSet, openStores } from '../../open-stores.ts';
import { openArchives } from './open-archives.ts';

const [before, head] = migrationsByDatabase.processing.slice(-2).map(({ name }) => name);
const control = { signal: new AbortController().signal, onProgress: () => {} };
const clock = { now: () => new Date('2024-05-02T00:00:00Z') };
const engines = { sqlite: async () => sqliteMigrationEngine, postgresql: async () => postgresMigrationEngine };

describe.each([...enginePairs, ['postgresql', 'postgresql'] as const])('a backup of %s, restored to %s', (from, to) => {
  it('gives the same rows, in databases that are as they should be and go on working', async () => {
    const source = await filled(from);
    const folder = await backUp(source);
    expect((await checkBackup(part(source), folder, control)).databases).toHaveLength(3);

    const target = (await emptyDatabases(to))();
    const restores = await restoreDatabases(part(target), 'all', { folder, isConfirmed: false, ...control });
    expect(restores.map(({ database, rows }) => [database, rows > 0])).toEqual([
      ['processing', true],
      ['ingestion', true],
      ['raw', true],
    ]);
    for (const name of databaseNames) {
      expect(await readRows(target, name)).toEqual(await readRows(source, name));
      expect(await target[name].history.check()).toEqual([]);
    }
    await writeRows(target, 'raw', { messages: [message(5000)] });
    expect((await readRows(target, 'raw')).messages).toHaveLength(301);
  });

  it('takes the place of other rows only when that is confirmed, of one database if so wished', async () => {
    const source = await filled(from);
    const folder = await backUp(source);
    const target = await upgradeAll((await emptyDatabases(to))());
    await writeRows(target, 'raw', { channels: [{ channel_id: '1', last_sequence: 0 }], messages: [message(1)] });
    const before = await readRows(target, 'raw');
    await expect(restoreDatabases(part(target), 'all', { folder, isConfirmed: false, ...control })).rejects.toMatchObject({
      code: 'target_in_use',
      message: expect.stringContaining('holds 2 rows'),
    });
    expect(await readRows(target, 'raw')).toEqual(before);
    expect((await readRows(target, 'ingestion')).sources).toEqual([]);

    await restoreDatabases(part(target), 'raw', { folder, isConfirmed: true, ...control });
    expect(await readRows(target, 'raw')).toEqual(await readRows(source, 'raw'));
    expect((await readRows(target, 'ingestion')).sources).toEqual([]);
  });

  it('leaves the target as it was when a file turns out to be damaged in the middle', async () => {
    const source = await filled(from);
    const folder = await backUp(source);
    const target = await filled(to, 7);
    const before = await readRows(target, 'raw');
    const file = join(folder, 'raw', 'messages.ndjson.gz');
    writeFileSync(file, gzipSync(`${gunzipSync(readFileSync(file)).toString('utf8')}[]\n`));
    const { archives } = part(target);
    const [backup] = (await archives.readManifest(folder)).databases.filter(({ database }) => database === 'raw');
    if (backup) {
      await expect(archives.restore(folder, backup, control)).rejects.toMatchObject({ code: 'archive_invalid' });
    }
    expect(await readRows(target, 'raw')).toEqual(before);
  });

  it('is one state, whatever is written meanwhile', async () => {
    const source = await filled(from, 3000);
    const [folder] = await Promise.all([
      backUp(source),
      (async () => {
        // Each transaction leaves as many messages as there were.
        for (let id = 1; id < 30; id += 1) {
          await inDatabase(source, 'raw', async (database) => {
            await database.deleteFrom('messages').where('message_id', '=', id).execute();
            await database
              .insertInto('messages')
              .values(message(10_000 - id))
              .execute();
          });
        }
      })(),
    ]);
    const target = (await emptyDatabases(to))();
    await restoreDatabases(part(target), 'raw', { folder, isConfirmed: false, ...control });
    expect((await readRows(target, 'raw')).messages).toHaveLength(3000);
  });
});

describe('a backup that is not as it was written', () => {
  it('is found out by any byte that is changed, cut off or added', async () => {
    const source = await filled('sqlite', 20);
    const folder = await backUp(source);
    const files = databaseNames.flatMap((name) => readdirSync(join(folder, name)).map((file) => join(folder, name, file)));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.nat(2),
        async (file, where, kind) => {
          const before = readFileSync(file);
          const at = Math.floor(where * before.length);
          const after = Buffer.from(before);
          after[at] = (before[at] ?? 0) ^ 0x55;
          writeFileSync(
            file,
            kind === 0 ? after : kind === 1 ? before.subarray(0, at) : Buffer.concat([before, Buffer.from('x')]),
          );
          const failure = await checkBackup(part(source), folder, control).catch((error: unknown) => error);
          writeFileSync(file, before);
          expect(failure).toMatchObject({ code: 'archive_invalid', message: expect.stringContaining(file) });
        },
      ),
      { numRuns: 60 },
    );
    await checkBackup(part(source), folder, control);
  });

  it.each<[string, (folder: string) => void, object]>([
    [
      'no folder',
      (folder) => rmSync(folder, { recursive: true }),
      { code: 'archive_invalid', message: expect.stringContaining('is no backup') },
    ],
    [
      'a foreign manifest',
      (folder) => writeManifest(folder, { name: 'x' } as never),
      { code: 'archive_invalid', message: expect.stringContaining('is no backup') },
    ],
    ['half a manifest', (folder) => truncateSync(join(folder, 'manifest.json'), 100), { code: 'archive_invalid' }],
    [
      'a missing file',
      (folder) => rmSync(join(folder, 'raw', 'messages.ndjson.gz')),
      { message: expect.stringContaining('messages.ndjson.gz is missing') },
    ],
    [
      'a table that leads out of the folder',
      (folder) => change(folder, (manifest) => Object.assign(manifest.databases[0]?.tables[0] ?? {}, { table: '../../x' })),
      { code: 'archive_invalid' },
    ],
    [
      'another count',
      (folder) => change(folder, (manifest) => Object.assign(manifest.databases[2]?.tables.at(-1) ?? {}, { rows: 21 })),
      { code: 'archive_invalid', message: expect.stringContaining('has 20 rows, the manifest says 21') },
    ],
    [
      'fewer tables',
      (folder) => change(folder, (manifest) => manifest.databases[2]?.tables.pop()),
      { code: 'archive_invalid', message: expect.stringContaining('has no table') },
    ],
    [
      'a later format',
      (folder) => change(folder, (manifest) => Object.assign(manifest, { format_version: 2, program_version: '9.9.9' })),
      { code: 'archive_mismatch', hint: expect.stringContaining('9.9.9') },
    ],
    [
      'an older schema',
      (folder) => change(folder, (manifest) => manifest.databases[0]?.migrations.pop()),
      {
        code: 'archive_mismatch',
        message: expect.stringMatching(new RegExp(`is at ${before}, this program at ${head}: it lacks ${head}`)),
        hint: expect.stringMatching(/db upgrade/),
      },
    ],
    [
      'a newer schema',
      (folder) =>
        change(folder, (manifest) =>
          manifest.databases[2]?.migrations.push({ name: '0099_later', checksum: `sha256:${'0'.repeat(64)}` }),
        ),
      { code: 'archive_mismatch', message: expect.stringContaining('0099_later') },
    ],
    [
      'another migration of the same name',
      (folder) =>
        change(folder, (manifest) =>
          Object.assign(manifest.databases[2]?.migrations[0] ?? {}, { checksum: `sha256:${'0'.repeat(64)}` }),
        ),
      { code: 'archive_mismatch' },
    ],
  ])('%s: refused with one line, and the databases are as they were', async (_, damage, failure) => {
    const source = await filled('sqlite', 20);
    const folder = await backUp(source);
    damage(folder);
    const before = await readRows(source, 'raw');
    const error = await restoreDatabases(part(source), 'all', { folder, isConfirmed: true, ...control }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject(failure);
    expect((error as Error).message).not.toContain('\n');
    expect(await readRows(source, 'raw')).toEqual(before);
  });

  it('takes the place of a damaged file, which needs to be confirmed', async () => {
    const source = await filled('sqlite', 20);
    const folder = await backUp(source);
    const target = await filled('sqlite', 20);
    const path = target.raw.transfer.location;
    await target.raw.close();
    writeFileSync(path, 'this is no database, and it is longer than the header of one'.repeat(10));
    const again = { ...target, raw: (await reopened(target)).raw };
    await expect(restoreDatabases(part(again), 'raw', { folder, isConfirmed: false, ...control })).rejects.toMatchObject({
      code: 'target_in_use',
    });
    await restoreDatabases(part(again), 'raw', { folder, isConfirmed: true, ...control });
    expect(await readRows(again, 'raw')).toEqual(await readRows(source, 'raw'));
  });

  it('does not take the place of a file that another process has open', async () => {
    const source = await filled('sqlite', 20);
    const folder = await backUp(source);
    const target = await reopened(await filled('sqlite', 7), 300);
    const before = await readRows(target, 'raw');
    const path = target.raw.transfer.location;
    const other = new Database(path);
    other.prepare('select count(*) from messages').get();
    await expect(restoreDatabases(part(target), 'raw', { folder, isConfirmed: true, ...control })).rejects.toMatchObject({
      code: 'storage_busy',
    });
    other.close();
    expect(await readRows(target, 'raw')).toEqual(before);
    expect(readdirSync(join(path, '..')).filter((name) => name.startsWith('.'))).toEqual([]);
    await restoreDatabases(part(target), 'raw', { folder, isConfirmed: true, ...control });
    expect(await readRows(target, 'raw')).toEqual(await readRows(source, 'raw'));
  });

  it('is never written over something else, and leaves nothing behind when it is stopped', async () => {
    const source = await filled('sqlite', 20);
    const parent = temporaryFolder();
    writeFileSync(join(parent, 'file'), '');
    await expect(backUp(source, parent)).rejects.toMatchObject({ code: 'output_not_ours' });
    await expect(backUp(source, join(parent, 'file', 'below'))).rejects.toMatchObject({ code: 'output_failed' });
    const aborted = { onProgress: () => {}, signal: AbortSignal.abort() };
    await expect(
      backUpDatabases(part(source), databaseNames, { folder: join(parent, 'new'), programVersion: '1', ...aborted }),
    ).rejects.toMatchObject({ code: 'interrupted' });
    expect(readdirSync(parent)).toEqual(['file']);
  });

  it('is for the eyes of its owner only', async () => {
    const folder = await backUp(await filled('sqlite', 1));
    expect(statSync(folder).mode & 0o077).toBe(0);
    const copy = join(temporaryFolder(), 'moved');
    cpSync(folder, copy, { recursive: true });
    expect(existsSync(join(copy, 'manifest.json'))).toBe(true);
    await checkBackup(part(await filled('sqlite', 1)), copy, control);
  });
});

async function filled(engine: 'sqlite' | 'postgresql', count?: number): Promise<DatabaseSet> {
  const set = await upgradeAll((await emptyDatabases(engine))());
  await fillDatabases(set, count);
  return set;
}

async function reopened(set: DatabaseSet, busyTimeoutMs = 1000): Promise<DatabaseSet> {
  const { openSqliteDatabases } = await import('../../../store-sqlite/open-sqlite-databases.ts');
  for (const name of databaseNames) {
    await set[name].close();
  }
  const paths = {
    ingestion: set.ingestion.transfer.location,
    raw: set.raw.transfer.location,
    processing: set.processing.transfer.location,
  };
  return openSqliteDatabases({ paths, busyTimeoutMs });
}

function part(set: DatabaseSet) {
  return { databases: openStores(set).databases, archives: openArchives(set, engines), clock };
}

async function backUp(set: DatabaseSet, folder = join(temporaryFolder(), 'backup')): Promise<string> {
  await backUpDatabases(part(set), databaseNames, { folder, programVersion: '0.1.0', ...control });
  return folder;
}

function change(folder: string, edit: (manifest: BackupManifest) => void): void {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as BackupManifest;
  edit(manifest);
  writeManifest(folder, manifest);
}

function writeManifest(folder: string, manifest: BackupManifest): void {
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
}
