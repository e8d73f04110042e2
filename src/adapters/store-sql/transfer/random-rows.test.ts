import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hostileJson, hostileTexts, message, readRows, writeRows } from '../../../../test/contract/fill-databases.ts';
import { emptyDatabases, upgradeAll } from '../../../../test/contract/transfer-ends.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { instantFromUnixSeconds } from '../../../domain/instant.ts';
import { postgresMigrationEngine } from '../../store-postgres/postgres-migration-engine.ts';
import { sqliteMigrationEngine } from '../../store-sqlite/sqlite-migration-engine.ts';
import { openArchives } from './archive/open-archives.ts';
import { openCopy } from './open-copy.ts';

const control = { signal: new AbortController().signal, onProgress: () => {} };
const clock = { now: () => new Date() };

// Texts as stores have them: NUL and halves of surrogate pairs were replaced on import.
const text = fc
  .oneof(fc.constantFrom(...hostileTexts, 'x'.repeat(1_000_000)), fc.string({ unit: 'binary' }))
  .map((value) => value.toWellFormed().replaceAll('\0', '\ufffd'));
const json = fc.oneof(fc.constantFrom(...hostileJson), fc.json());
const safe = fc.maxSafeInteger();
const instant = fc.integer({ min: 0, max: 253_402_300_799 }).map((seconds) => instantFromUnixSeconds(seconds));
const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });

const raw = fc.record({
  forum_topic_title: orNull(text),
  author_id: orNull(text),
  date: instant,
  is_service: fc.boolean(),
  has_text: fc.boolean(),
  parent_id: orNull(safe),
  sequence: safe,
});
const outside = fc.record({
  nearest_topic_id: orNull(text),
  score: orNull(fc.double({ noNaN: true, noDefaultInfinity: true })),
  reason: text,
});
// PostgreSQL's indexes hold no longer keys.
const key = text.filter((value) => value.length < 1000);
const imported = fc.record({ fingerprint: key, counts: json, imported_at: instant });

it('any row goes from files to a server, into a backup and back to files without a change', async () => {
  const first = await upgradeAll((await emptyDatabases('sqlite'))());
  const server = (await emptyDatabases('postgresql'))();
  const last = (await emptyDatabases('sqlite'))();
  const seed = Math.floor(Math.random() * 2 ** 31);
  const sample = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.sample(arbitrary, { numRuns: 200, seed });
  await writeRows(first, 'raw', { messages: sample(raw).map((row, index) => ({ ...message(index), ...row })) });
  const imports = new Map(sample(imported).map((row) => [row.fingerprint, { channel_id: '1', ...row }]));
  await writeRows(first, 'raw', { imports: [...imports.values()] });
  await writeRows(first, 'processing', {
    outside_documents: sample(outside).map((row, index) => ({ channel_id: '1', source_ref: `ref ${index}`, ...row })),
  });

  for (const name of ['raw', 'processing'] as const) {
    const copy = await openCopy({ source: first, target: server, clock }).copy(name, { isVerified: true, ...control });
    expect(copy.comparison, `seed ${seed}`).toMatchObject({ isEqual: true });
  }
  const folder = join(temporaryFolder(), 'backup');
  const archives = openArchives(server, {
    sqlite: async () => sqliteMigrationEngine,
    postgresql: async () => postgresMigrationEngine,
  });
  const archive = await archives.create(folder);
  const backups = [await archive.add('raw', control), await archive.add('processing', control)];
  await archive.finish({
    format: 'tg-parser-backup',
    format_version: 1,
    created_at: '2024-05-01T12:00:00Z',
    program_version: '0',
    databases: backups,
  });
  const restored = openArchives(last, {
    sqlite: async () => sqliteMigrationEngine,
    postgresql: async () => postgresMigrationEngine,
  });
  for (const backup of backups) {
    await restored.restore(folder, backup, control);
    const { database } = backup;
    expect(await readRows(last, database), `seed ${seed}`).toEqual(await readRows(first, database));
    const { isEqual } = await openCopy({ source: first, target: last, clock }).compare(database, control);
    expect(isEqual, `seed ${seed}`).toBe(true);
  }
});
