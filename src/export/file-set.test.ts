import { createHash } from 'node:crypto';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFileSet } from './file-set.ts';

async function writeSet(before: string, time: string, after: string) {
  const folder = await mkdtemp(join(tmpdir(), 'set-'));
  const files = createFileSet(folder);
  await files.writeFile('b', async (file) => file.write('b'));
  await files.writeSmallFile('a', [
    { text: before, isVolatile: false },
    { text: time, isVolatile: true },
    { text: after, isVolatile: false },
  ]);
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

  it('closes a file whose writing fails and does not list it', async () => {
    const files = createFileSet(await mkdtemp(join(tmpdir(), 'set-')));
    await expect(files.writeFile('x', () => Promise.reject(new Error('stop')))).rejects.toThrow('stop');
    expect(files.files()).toEqual([]);
  });
});
