import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readWholeState } from '../support/read-whole-state.ts';
import { runProgram } from '../support/run-program.ts';
import type { FinishedProgram } from '../support/start-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const sample = fileURLToPath(new URL('../../examples/sample-channel', import.meta.url));
const isRoot = process.getuid?.() === 0;

function run(folder: string, { out = join(folder, 'kb'), data = join(folder, 'data') } = {}): Promise<FinishedProgram> {
  return runProgram(['run', '--from-export', sample, '--out', out, '--data-dir', data, '--no-progress']);
}

/** The error itself and its hint, and nothing like a stack trace. */
function expectOneClearError({ exitCode, stderr }: FinishedProgram, message: RegExp): void {
  expect(exitCode, stderr).toBe(1);
  const errors = stderr.split('\n').filter((line) => line.startsWith('tg-parser: '));
  expect(errors, stderr).toHaveLength(1);
  expect(errors[0]).toMatch(message);
  expect(stderr).not.toMatch(/\n\s+at |A defect/);
}

test.each(['ingestion_state.sqlite', 'raw_storage.sqlite', 'processing_storage.sqlite'])(
  'a damaged %s is named and left as it is',
  async (name) => {
    const folder = temporaryFolder();
    expect((await run(folder)).exitCode).toBe(0);
    const path = join(folder, 'data', name);
    const bytes = readFileSync(path);
    bytes.fill(0x5a, 0, 4096);
    writeFileSync(path, bytes);

    expectOneClearError(await run(folder), new RegExp(name));
    expect(readFileSync(path).equals(bytes)).toBe(true);
  },
);

test('a file that is no database is named and left as it is', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'data'));
  const path = join(folder, 'data', 'raw_storage.sqlite');
  writeFileSync(path, 'these are my holiday notes, not a database\n'.repeat(100));
  expectOneClearError(await run(folder), /raw_storage\.sqlite/);
  expect(readFileSync(path, 'utf8')).toMatch(/^these are my holiday notes/);
});

test('an output folder with files of somebody else is refused with exit 2 and left as it is', async () => {
  const folder = temporaryFolder();
  const out = join(folder, 'documents');
  mkdirSync(out);
  writeFileSync(join(out, 'letter.txt'), 'dear');
  const { exitCode, stderr } = await run(folder, { out });
  expect(exitCode, stderr).toBe(2);
  expect(stderr).toContain(out);
  expect(readdirSync(out)).toEqual(['letter.txt']);
});

describe.skipIf(isRoot)('as a user without rights', () => {
  test('a read-only data folder is named', async () => {
    const folder = temporaryFolder();
    const data = join(folder, 'data');
    mkdirSync(data);
    chmodSync(data, 0o500);
    expectOneClearError(await run(folder, { data }), /data/);
  });

  test('an output folder that cannot be made is named', async () => {
    const folder = temporaryFolder();
    const parent = join(folder, 'closed');
    mkdirSync(parent);
    chmodSync(parent, 0o500);
    expectOneClearError(await run(folder, { out: join(parent, 'kb') }), /closed/);
  });
});

/** A small file system of its own, which only root can make. */
function mountSmallDisk(
  folder: string,
  { kilobytes, isReadOnly = false }: { kilobytes: number; isReadOnly?: boolean },
): string {
  const disk = join(folder, 'disk');
  mkdirSync(disk, { recursive: true });
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k${isReadOnly ? ',ro' : ''}`, 'tmpfs', disk]);
  expect(status).toBe(0);
  onTestFinished(() => {
    spawnSync('umount', ['-l', disk]);
  });
  return disk;
}

const canMount = isRoot && process.platform === 'linux' && spawnSync('unshare', ['-m', 'true']).status === 0;

describe.skipIf(!canMount)('on a disk of its own (root on Linux)', () => {
  test('a read-only file system is named, for data and for output', async () => {
    const folder = temporaryFolder();
    const disk = mountSmallDisk(folder, { kilobytes: 100, isReadOnly: true });
    expectOneClearError(await run(folder, { data: join(disk, 'data') }), /disk/);
    expectOneClearError(await run(folder, { out: join(disk, 'kb') }), /disk/);
  });

  test.each([160, 400, 700, 1000])(
    'a disk that is full after %s kB is named, and what is stored stays whole',
    async (kilobytes) => {
      const folder = temporaryFolder();
      const data = mountSmallDisk(folder, { kilobytes });
      expectOneClearError(await run(folder, { data }), /full/);

      const calm = join(folder, 'calm');
      expect((await run(calm)).exitCode).toBe(0);
      const rescued = join(folder, 'rescued');
      mkdirSync(join(rescued, 'data'), { recursive: true });
      for (const name of readdirSync(data)) {
        copyFileSync(join(data, name), join(rescued, 'data', name));
      }
      const again = await run(rescued);
      expect(again.exitCode, again.stderr).toBe(0);
      expect(readWholeState({ dataDir: join(rescued, 'data'), out: join(rescued, 'kb') })).toEqual(
        readWholeState({ dataDir: join(calm, 'data'), out: join(calm, 'kb') }),
      );
    },
  );

  test('an output disk that is full leaves the old set as it was', async () => {
    const folder = temporaryFolder();
    const disk = mountSmallDisk(folder, { kilobytes: 60 });
    const out = join(disk, 'kb');
    expectOneClearError(await run(folder, { out }), /full/);
    expect(existsSync(out) ? readdirSync(out) : []).toEqual([]);
    expect(readdirSync(disk)).toEqual([]);
  });
});
