import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { readSet } from '../support/read-set.ts';
import { runProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { postgresServerUrl, runSql } from '../support/temporary-postgres.ts';

const sample = fileURLToPath(new URL('../../examples/sample-channel', import.meta.url));
const isRoot = process.getuid?.() === 0;
/** A server elsewhere keeps its data elsewhere. */
const canMount =
  isRoot && process.platform === 'linux' && !process.env.TEST_DATABASE_URL && spawnSync('unshare', ['-m', 'true']).status === 0;

test.skipIf(!canMount).each([120, 500, 900])(
  'a server whose disk is full after %s kB is named in one line, and the same command goes on once there is room',
  async (kilobytes) => {
    const folder = temporaryFolder();
    const { url, disk } = await databaseOnSmallDisk();
    const words = ['run', '--from-export', sample, '--out', join(folder, 'kb'), '--data-dir', join(folder, 'data')];
    const environment = { DATABASE_URL: url };
    expect((await runProgram(['init'], { environment })).exitCode).toBe(0);
    const filler = join(disk, 'filler');
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(filler, Buffer.alloc(bavail * bsize - kilobytes * 1024));

    const full = await runProgram(words, { environment });
    expect(full.exitCode, full.stderr).toBe(1);
    expect(full.stderr.split('\n').filter((line) => line.startsWith('tg-parser: '))).toEqual([
      expect.stringMatching(/disk.*full|full.*disk/i),
    ]);
    expect(full.stderr).not.toMatch(/\n\s+at |A defect/);

    rmSync(filler);
    const again = await runProgram(words, { environment });
    expect(again.exitCode, again.stderr).toBe(0);
    const calm = join(folder, 'calm');
    expect(
      (await runProgram(['run', '--from-export', sample, '--out', calm, '--data-dir', join(folder, 'calm-data')])).exitCode,
    ).toBe(0);
    expect(readSet(join(folder, 'kb'))).toEqual(readSet(calm));
  },
);

/** A database whose tables lie on a file system of 24 MB; the server's own files do not. */
async function databaseOnSmallDisk(): Promise<{ url: string; disk: string }> {
  const server = await postgresServerUrl();
  const name = `tg_parser_full_${randomBytes(6).toString('hex')}`;
  const disk = join(tmpdir(), name);
  mkdirSync(disk);
  onTestFinished(() => {
    spawnSync('umount', ['-l', disk]);
    rmSync(disk, { recursive: true, force: true });
  });
  expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk]).status).toBe(0);
  const [{ data_directory } = { data_directory: '' }] = await runSql<{ data_directory: string }>(server, 'show data_directory');
  const { uid, gid } = statSync(data_directory);
  const tables = join(disk, 'tables');
  mkdirSync(tables);
  chmodSync(disk, 0o755);
  chownSync(tables, uid, gid);
  await runSql(server, `create tablespace ${name} location '${tables}'`);
  await runSql(server, `create database ${name} template template0 tablespace ${name}`);
  onTestFinished(async () => {
    await runSql(server, `drop database if exists ${name} with (force)`);
    await runSql(server, `drop tablespace ${name}`);
  });
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, disk };
}
