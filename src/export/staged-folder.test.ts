import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { stageFolder } from './staged-folder.ts';

const replacements = 50;
const names = Array.from({ length: 20 }, (_, index) => `file-${index}`);

/**
 * Reads whole sets as fast as it can; a set counts when the first file is the same before and after. Between the two renames there
 * is nothing to read, for about ten microseconds.
 */
const readerSource = `
  const { readFileSync, existsSync } = require('node:fs');
  const { parentPort, workerData: { out, names } } = require('node:worker_threads');
  const seen = { whole: 0, torn: 0, absent: 0, changed: 0, polls: 0 };
  let isDone = false;
  parentPort.on('message', () => { isDone = true; });
  const read = (name) => readFileSync(out + '/' + name, 'utf8');
  const poll = () => {
    for (let turn = 0; turn < 20; turn += 1) {
      seen.polls += 1;
      try {
        const first = read(names[0]);
        const texts = names.map(read);
        if (read(names[0]) !== first) { seen.changed += 1; continue; }
        if (texts.every((text) => text === first)) { seen.whole += 1; } else { seen.torn += 1; }
      } catch (error) {
        if (error.code !== 'ENOENT') { throw error; }
        if (existsSync(out)) { seen.changed += 1; } else { seen.absent += 1; }
      }
    }
    if (isDone) { parentPort.postMessage(seen); parentPort.close(); } else { setImmediate(poll); }
  };
  parentPort.postMessage('ready');
  poll();
`;

describe('stageFolder', () => {
  it(`shows a reader nothing but whole sets while it is replaced ${replacements} times`, async () => {
    const out = join(await mkdtemp(join(tmpdir(), 'export-')), 'kb');
    const replaceWith = async (text: string) => {
      const staged = await stageFolder(out);
      await Promise.all(names.map((name) => writeFile(join(staged.path, name), text)));
      await staged.replaceOutput();
    };
    await replaceWith('first');
    const reader = new Worker(readerSource, { eval: true, workerData: { out, names } });
    await new Promise((resolve) => reader.once('message', resolve));
    for (let index = 0; index < replacements; index += 1) {
      await replaceWith(`set ${index}`);
    }
    const seen = await new Promise<Record<string, number>>((resolve) => {
      reader.once('message', resolve);
      reader.postMessage('stop');
    });
    expect(seen).toMatchObject({ torn: 0 });
    expect(seen.whole).toBeGreaterThan(replacements);
  });
});
