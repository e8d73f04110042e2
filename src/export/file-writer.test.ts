import { createHash } from 'node:crypto';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFileWriter } from './file-writer.ts';

async function write(parts: { text: string }[]) {
  const folder = await mkdtemp(join(tmpdir(), 'writer-'));
  const file = openFileWriter(folder, 'x');
  for (const { text } of parts) {
    await file.write(text);
  }
  return { written: await file.close(), content: await readFile(join(folder, 'x')) };
}

describe('openFileWriter', () => {
  it('counts and hashes the bytes that are in the file, across blocks', async () => {
    const parts = Array.from({ length: 3000 }, (_, index) => ({ text: `${index} ёж 🦔 ${'x'.repeat(index % 700)}\n` }));
    const { written, content } = await write(parts);
    expect(content.toString()).toBe(parts.map(({ text }) => text).join(''));
    expect(written.bytes).toBe(content.length);
    expect(written.sha256).toBe(`sha256:${createHash('sha256').update(content).digest('hex')}`);
    expect(written.contentHash).toBe(written.sha256);
  });

  it('writes an empty file', async () => {
    expect((await write([])).written.bytes).toBe(0);
  });
});
