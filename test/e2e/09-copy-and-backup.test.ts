import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { readWholeState } from '../support/read-whole-state.ts';
import { runProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { temporaryPostgres } from '../support/temporary-postgres.ts';

const sample = fileURLToPath(new URL('../../examples/sample-channel', import.meta.url));

test('a person moves to PostgreSQL and back, and the knowledge base is the same', async () => {
  const { folder, data } = await sampleFolder();
  const url = await temporaryPostgres();
  const planned = await runProgram(['db', 'copy', '--to', url, '--data-dir', data, '--dry-run']);
  expect(planned.exitCode, planned.stderr).toBe(0);
  expect(planned.stdout).toMatch(/raw: 438 rows, about \d+\.\d KB, to database tg_parser_test_\w+, schema raw in about 1 s/);
  expect(planned.stdout + planned.stderr).not.toContain(new URL(url).password);

  const there = await runProgram(['db', 'copy', '--to', url, '--data-dir', data, '--verify']);
  expect(there.exitCode, there.stderr).toBe(0);
  expect(there.stdout).toContain('raw: verified, 438 rows are equal');

  const environment = { DATABASE_URL: url };
  const run = await runProgram(['run', '--from-export', sample, '--out', join(folder, 'kb')], { environment });
  expect(run.exitCode, run.stderr).toBe(0);
  expect(run.stdout).toContain('Nothing was new.');

  const back = await runProgram(['db', 'copy', '--to', join(folder, 'back'), '--verify'], { environment });
  expect(back.exitCode, back.stderr).toBe(0);
  expect(readWholeState({ dataDir: join(folder, 'back') })).toEqual(readWholeState({ dataDir: data }));
});

test('a target that was changed by somebody else is left alone until that is confirmed', async () => {
  const { folder, data } = await sampleFolder();
  const target = join(folder, 'copy');
  const copy = (...more: string[]) => runProgram(['db', 'copy', '--to', target, '--data-dir', data, ...more]);
  expect((await copy()).exitCode).toBe(0);
  const file = new Database(join(target, 'raw_storage.sqlite'));
  file.exec("update messages set author_id = 'x' where message_id = (select min(message_id) from messages)");
  file.exec('delete from message_versions where message_id = (select max(message_id) from message_versions)');
  file.close();

  const refused = await copy('--verify');
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toMatch(/raw_storage\.sqlite was changed after the copy .* table message_versions differs: 1 missing/);
  expect(refused.stderr).toContain('--yes');
  const compared = await copy('--dry-run', '--verify', '--json');
  expect(compared.exitCode).toBe(1);
  expect(JSON.parse(compared.stdout)).toMatchObject({ ok: false });
  const lines = await copy('--dry-run', '--verify');
  expect(lines.stdout).toMatch(
    /raw: table messages differs: 1 changed; first changed in column author_id at channel_id \d+, space 0, message_id \d+/,
  );

  const confirmed = await copy('--yes', '--verify');
  expect(confirmed.exitCode, confirmed.stderr).toBe(0);
  expect(confirmed.stdout).toMatch(/raw: 438 rows in .*: 1 added, 1 changed, 0 removed/);
});

test('a source that is not there, the same place and wrong targets are told apart', async () => {
  const { folder, data } = await sampleFolder();
  const copy = (to: string, from = data) => runProgram(['db', 'copy', '--to', to, '--data-dir', from]);
  expect(await copy(join(folder, 'x'), join(folder, 'nothing'))).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('nothing to read'),
  });
  expect(await copy(`${data}/`)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('are the same') });
  const foreign = await copy('mysql://me:hunter2@localhost/x');
  expect(foreign).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('postgresql://') });
  expect(foreign.stderr).not.toContain('hunter2');
  const away = await runProgram(['db', 'copy', '--to', 'postgresql://me:hunter2@127.0.0.1:1/x', '--data-dir', data], {
    environment: { RETRY_MAX_ATTEMPTS: '1' },
  });
  expect(away).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('cannot be reached') });
  expect(away.stderr).not.toContain('hunter2');
});

test('a backup made while the pipeline runs is restored to another folder and goes on there', async () => {
  const { folder, data } = await sampleFolder();
  const backup = join(folder, 'backup');
  const [made, run] = await Promise.all([
    runProgram(['db', 'backup', '--out', backup, '--data-dir', data, '--json']),
    runProgram(['run', '--from-export', sample, '--out', join(folder, 'kb'), '--data-dir', data, '--force']),
  ]);
  expect(made.exitCode, made.stderr).toBe(0);
  expect(run.exitCode, run.stderr).toBe(0);
  expect(JSON.parse(made.stdout)).toMatchObject({ format: 'tg-parser-backup', path: backup });
  expect((await runProgram(['db', 'backup', '--check', backup])).exitCode).toBe(0);

  const restored = join(folder, 'restored');
  const restore = (...more: string[]) => runProgram(['db', 'restore', backup, '--data-dir', restored, ...more]);
  expect((await restore()).exitCode).toBe(0);
  const again = await runProgram(['run', '--from-export', sample, '--out', join(folder, 'kb2'), '--data-dir', restored]);
  expect(again.exitCode, again.stderr).toBe(0);
  expect(readWholeState({ dataDir: restored })).toEqual(readWholeState({ dataDir: data }));

  const refused = await restore();
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toContain('Repeat with --yes');
  expect((await restore('--db', 'raw', '--yes')).exitCode).toBe(0);
});

test('a backup that is damaged or none at all ends with one clear line', async () => {
  const { folder, data } = await sampleFolder();
  const backup = join(folder, 'backup');
  expect((await runProgram(['db', 'backup', '--out', backup, '--data-dir', data])).exitCode).toBe(0);
  const before = readWholeState({ dataDir: data });
  const file = join(backup, 'raw', 'messages.ndjson.gz');
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.subarray(0, bytes.length / 2));
  for (const words of [
    ['db', 'backup', '--check', backup],
    ['db', 'restore', backup, '--data-dir', data, '--yes'],
  ]) {
    const { exitCode, stderr } = await runProgram(words);
    expect(exitCode).toBe(1);
    expect(stderr.split('\n')[0]).toMatch(/messages\.ndjson\.gz is damaged: unexpected end of file/);
  }
  rmSync(file);
  expect((await runProgram(['db', 'backup', '--check', backup])).stderr).toContain('messages.ndjson.gz is missing');
  expect(await runProgram(['db', 'restore', sample, '--data-dir', data, '--yes'])).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('is no backup'),
  });
  expect(readWholeState({ dataDir: data })).toEqual(before);
  expect((await runProgram(['db', 'backup', '--data-dir', data])).exitCode).toBe(2);
});

async function sampleFolder(): Promise<{ folder: string; data: string }> {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const run = await runProgram(['run', '--from-export', sample, '--out', join(folder, 'kb'), '--data-dir', data]);
  expect(run.exitCode, run.stderr).toBe(0);
  return { folder, data };
}
