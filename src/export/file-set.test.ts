import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { createFileSet, type FileSet } from './file-set.ts';

function openSet(folder = temporaryFolder()): { files: FileSet; folder: string } {
  const files = createFileSet(folder);
  onTestFinished(() => files.close());
  return { files, folder };
}

async function writeSet(before: string, time: string, after: string) {
  const { files, folder } = openSet();
  await files.writeFile('b', async (file) => file.write('b'));
  await files.writeSmallFile('a', async (file) => {
    await file.write(before);
    await file.writeVolatile(time);
    await file.write(after);
  });
  await files.settled();
  return { files, content: await readFile(join(folder, 'a')) };
}

describe('createFileSet', () => {
  it('lists its files by path with the size and hash of their bytes', async () => {
    const { files, content } = await writeSet('ё', '2026', '.');
    expect(content.toString()).toBe('ё2026.');
    expect(files.files().map(({ path }) => path)).toEqual(['a', 'b']);
    expect(files.files()[0]).toMatchObject({
      bytes: 7,
      sha256: `sha256:${createHash('sha256').update(content).digest('hex')}`,
    });
  });

  it('has a content hash that depends on everything but the volatile parts', async () => {
    const hashOf = async (...parts: [string, string, string]) => (await writeSet(...parts)).files.contentHash();
    const first = await hashOf('a', '2026', 'b');
    expect(await hashOf('a', '2027', 'b')).toBe(first);
    expect(await hashOf('a', '2026', 'c')).not.toBe(first);
    expect(await hashOf('c', '2026', 'b')).not.toBe(first);
  });

  it('writes what it was given, byte for byte, across blocks and in texts larger than any buffer', async () => {
    const { files, folder } = openSet();
    const parts = Array.from({ length: 3000 }, (_, index) => `${index} ёж 🦔 ${'x'.repeat(index % 700)}\n`);
    parts.push('ж'.repeat(3_000_000), 'end');
    await files.writeFile('x', async (file) => {
      for (const part of parts) {
        await file.write(part);
      }
    });
    const content = await readFile(join(folder, 'x'));
    expect(content.equals(Buffer.from(parts.join('')))).toBe(true);
    expect(files.files()).toEqual([
      {
        path: 'x',
        bytes: content.length,
        sha256: `sha256:${createHash('sha256').update(content).digest('hex')}`,
        contentHash: files.files()[0]?.sha256,
      },
    ]);
  });

  it('makes an empty file', async () => {
    const { files } = openSet();
    await files.writeFile('x', async () => undefined);
    expect(files.files()).toMatchObject([{ path: 'x', bytes: 0 }]);
  });

  it('closes a file whose making fails and does not list it', async () => {
    const { files } = openSet();
    await expect(files.writeFile('x', () => Promise.reject(new Error('stop')))).rejects.toThrow('stop');
    expect(files.files()).toEqual([]);
  });

  it('never writes over a file that is there', async () => {
    const { files } = openSet();
    await files.writeFile('x', async (file) => file.write('first'));
    await expect(files.writeFile('x', async (file) => file.write('second'))).rejects.toMatchObject({ code: 'EEXIST' });
  });

  it('stops whoever writes a large file as soon as the disk fails, with the code of the file system', async () => {
    const { files, folder } = openSet();
    await mkdir(join(folder, 'taken'));
    let written = 0;
    const write = files.writeFile('taken', async (file) => {
      for (; written < 1000; written += 1) {
        await file.write('x'.repeat(1_000_000));
      }
    });
    await expect(write).rejects.toMatchObject({ code: expect.stringMatching(/EEXIST|EISDIR/), syscall: 'open' });
    expect(written).toBeLessThan(100);
  });

  it('tells of a small file that could not be written when all are settled, and keeps the others', async () => {
    const { files, folder } = openSet();
    await mkdir(join(folder, 'b'));
    for (const path of ['a', 'b', 'c']) {
      await files.writeSmallFile(path, async (file) => file.write(path));
    }
    await expect(files.settled()).rejects.toMatchObject({ syscall: 'open' });
    await expect.poll(() => files.files().map(({ path }) => path)).toEqual(['a', 'c']);
  });
});
