import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrationsByDatabase } from '../../src/adapters/store-sql/migrations/migrations-by-database.ts';
import { databaseNames } from '../../src/ports/databases.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { runProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A data folder with shorthands for commands on it. */
function dataFolder() {
  const folder = join(temporaryFolder(), 'data');
  const path = (name: string) => join(folder, name);
  const command = (...words: string[]) => runInProcess([...words, '--data-dir', folder, '--no-progress']);
  const json = async (...words: string[]) => JSON.parse((await command(...words, '--json')).stdout);
  const change = (name: string, sql: string) => {
    const file = new Database(path(name));
    file.exec(sql);
    file.close();
  };
  return { folder, path, command, json, change };
}

const processingMigrations = migrationsByDatabase.processing.map(({ name }) => name);
/** Of the processing database. */
const newest = processingMigrations.at(-1) ?? '';

test('a plan and a script of an upgrade create nothing; the script makes the same as the upgrade', async () => {
  const { folder, path, command, json } = dataFolder();
  const plan = await json('db', 'upgrade', '--dry-run');
  expect(plan.databases.map(({ migrations }: { migrations: unknown[] }) => migrations.length)).toEqual(
    databaseNames.map((name) => migrationsByDatabase[name].length),
  );
  const scripts = new Map<string, string>();
  for (const name of databaseNames) {
    const { exitCode, stdout, stderr } = await command('db', 'upgrade', '--sql', '--db', name);
    expect(exitCode, stderr).toBe(0);
    scripts.set(name, stdout);
  }
  expect((await command('db', 'check')).exitCode).toBe(1);
  expect((await command('db', 'current')).stdout).toContain('Run "tg-parser init".');
  expect(existsSync(folder)).toBe(false);
  mkdirSync(folder);
  writeFileSync(path('ingestion_state.sqlite'), '');
  for (const words of [
    ['upgrade', '--dry-run'],
    ['upgrade', '--sql', '--db', 'ingestion'],
    ['check'],
    ['current'],
    ['history'],
  ]) {
    await command('db', ...words);
  }
  expect(statSync(path('ingestion_state.sqlite')).size).toBe(0);

  await command('init');
  for (const [name, script] of scripts) {
    const copy = join(temporaryFolder(), 'copy.sqlite');
    const file = new Database(copy);
    file.exec(script);
    file.close();
    const [database] = (await json('db', 'current', '--db', name)).databases;
    copyFileSync(copy, database.location);
  }
  for (const name of readdirSync(folder).filter((file) => !file.endsWith('.sqlite'))) {
    expect(name).toMatch(/-(wal|shm)$/);
  }
  expect((await json('db', 'check')).ok).toBe(true);
  expect((await command('db', 'upgrade', '--sql', '--db', 'raw')).stdout).toContain('nothing to do');
  expect((await command('db', 'upgrade', '--sql', '--db', 'raw', '--engine', 'postgresql')).stdout).toContain('timestamptz');
  expect(path('raw_storage.sqlite')).toSatisfy(existsSync);
});

test('a downgrade says what it deletes, does it only after --yes and after a copy, and goes up again', async () => {
  const { path, command, json } = dataFolder();
  await command('init');
  const asked = await command('db', 'downgrade', '--db', 'processing', '-6');
  expect(asked.exitCode).toBe(2);
  expect(asked.stderr).toMatch(
    /Nothing was done: undoing 0012_target_topics, 0011_founded_documents, 0010_vectors, 0009_model_batch_runs, 0008_model_limits, 0007_model_batches deletes table target_topics with 0 rows, column catalogues.founded_documents with 0 rows, table vectors with 0 rows, column model_batches.run_id with 0 rows, table model_limits with 0 rows, table model_batch_requests with 0 rows, table model_batches with 0 rows/,
  );
  expect((await json('db', 'current', '--db', 'processing')).databases[0].current).toBe(newest);

  const { undone, current, backups } = await json('db', 'downgrade', '0001', '--db', 'processing', '--yes');
  expect({ undone, current }).toEqual({
    undone: processingMigrations.slice(1).reverse(),
    current: '0001_documents',
  });
  expect(backups).toEqual([path(`processing_storage.sqlite.before-${newest}.1`)]);
  expect(existsSync(backups[0])).toBe(true);
  expect((await command('report')).stderr).toContain('tg-parser db upgrade --db processing');
  expect((await json('db', 'upgrade', '2', '--db', 'processing')).databases[0].applied).toEqual(['0002_topics']);
  expect((await command('db', 'upgrade')).stdout).toContain(`processing: applied ${processingMigrations.slice(2).join(', ')}`);
  expect((await command('db', 'downgrade', 'head', '--db', 'processing')).stdout).toContain('nothing to undo');
  expect((await command('db', 'check')).exitCode).toBe(0);
});

test('a stamp says what it changes and what does not fit, and does it only after --yes', async () => {
  const { command, json, change } = dataFolder();
  await command('init');
  change('processing_storage.sqlite', `delete from schema_version where name = '${newest}'`);
  const check = await command('db', 'check', '--db', 'processing');
  expect(check.exitCode).toBe(1);
  expect(check.stdout).toContain(`tg-parser db stamp ${newest} --db processing --yes`);
  const asked = await command('db', 'stamp', newest, '--db', 'processing');
  expect(asked.exitCode).toBe(2);
  expect(asked.stderr).toContain(`counts as applied: ${newest} (the tables fit)`);
  expect((await command('db', 'stamp', newest, '--db', 'processing', '--yes')).exitCode).toBe(0);
  expect((await json('db', 'check')).ok).toBe(true);

  const wrong = await command('db', 'stamp', '2', '--db', 'processing');
  expect(wrong.stderr).toContain('Warning: processing, table runs: not expected');
});

test('each odd state is recognised, with the command that helps, and keeps no other database from being shown', async () => {
  const { path, command, json, change } = dataFolder();
  await command('init');
  writeFileSync(path('ingestion_state.sqlite'), 'this is no database, and it is longer than a header would be '.repeat(20));
  change('processing_storage.sqlite', "insert into schema_version values ('9999_later', 'sha256:x', '2030-01-01T00:00:00Z')");
  change('raw_storage.sqlite', 'drop table imports');
  const current = await command('db', 'current');
  expect(current.exitCode).toBe(1);
  const { databases } = JSON.parse((await command('db', 'current', '--json')).stdout);
  expect(databases.map(({ condition }: { condition: string }) => condition)).toEqual(['unreadable', 'differs', 'newer']);
  expect(current.stdout).toContain("processing: 9999_later is none of this program's migrations.");
  expect(current.stdout).toContain('raw: Run "tg-parser db check --db raw".');

  const check = await command('db', 'check');
  expect(check.exitCode).toBe(1);
  expect(check.stdout).toContain('ingestion: ');
  expect(check.stdout).toContain('processing: migration 9999_later is none of this program');
  expect(check.stdout).toContain('raw: table imports: missing');
  expect((await json('db', 'check')).ok).toBe(false);
  expect((await command('db', 'history', '-v', '--db', 'processing')).stdout).toMatch(
    /9999_later +unknown +2030-01-01T00:00:00Z +sha256:x/,
  );
});

test.each([
  [['db', 'upgrade', '0001'], 'needs one database'],
  [['db', 'upgrade', '0009', '--db', 'raw'], 'There is no migration "0009"'],
  [['db', 'upgrade', '--sql'], '--sql needs one database'],
  [['db', 'downgrade', '--yes'], 'A downgrade needs one database'],
  [['db', 'downgrade', '-9', '--db', 'raw', '--yes'], 'There are no 9 steps back'],
  [['db', 'stamp', 'head', '--yes'], 'is empty'],
  [['db', 'stamp'], "missing required argument 'revision'"],
])('%j ends with 2, says why and makes nothing', async (words, message) => {
  const { folder, command } = dataFolder();
  const { exitCode, stderr } = await command(...words);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
  expect(existsSync(folder)).toBe(false);
});

test('the migrations of the program give nothing to say', async () => {
  const { command, json } = dataFolder();
  expect((await command('db', 'lint', '--strict')).exitCode).toBe(0);
  expect(await json('db', 'lint')).toEqual({ findings: [] });
});

test('ten upgrades started together: one applies each migration, the others wait, all end well', async () => {
  const { folder, json } = dataFolder();
  const finished = await Promise.all(
    Array.from({ length: 10 }, () => runProgram(['db', 'upgrade', '--data-dir', folder, '--json', '--no-progress'])),
  );
  expect(finished.map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual(
    finished.map(() => ({ exitCode: 0, stderr: '' })),
  );
  const applied = finished.flatMap(({ stdout }) =>
    JSON.parse(stdout).databases.flatMap((one: { database: string; applied: string[] }) =>
      one.applied.map((name) => `${one.database} ${name}`),
    ),
  );
  const { migrations } = await json('db', 'history');
  expect(applied.toSorted()).toEqual(
    migrations.map(({ database, name }: { database: string; name: string }) => `${database} ${name}`).toSorted(),
  );
  expect((await json('db', 'check')).ok).toBe(true);
  expect(readdirSync(folder).filter((name) => name.endsWith('.json'))).toEqual([]);
});

test('files made by the demo are brought to head by the command that needs them, after a copy', async () => {
  const { path, command } = dataFolder();
  await command('init');
  await command('db', 'downgrade', '--db', 'processing', '--yes');
  expect((await command('report')).exitCode).toBe(1);
  writeFileSync(path('made-by-demo'), '');
  const { exitCode, stderr } = await command('report');
  expect(exitCode, stderr).toBe(0);
  expect(stderr).toContain(`before-${newest}.2`);
  expect((await command('db', 'check')).exitCode).toBe(0);
});
