import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openTemporaryDatabases } from '../../../test/contract/open-temporary-databases.ts';
import { channelId, newMessage, noon } from '../../../test/contract/raw-messages.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';

const script = fileURLToPath(new URL('./__fixtures__/write-messages.mjs', import.meta.url));
const built = new URL('../../../dist/adapters/store-sqlite/open-sqlite-databases.js', import.meta.url);

describe.skipIf(!existsSync(built))('several processes on one folder (needs `npm run build`)', () => {
  it('create missing databases at once: one works, the others wait, and all writes arrive', async () => {
    const folder = temporaryFolder();
    const writers = Array.from({ length: 8 }, (_, index) => start([folder, String(1000 * index + 1), '5', '20']));
    expect(await Promise.all(writers.map(exitOf))).toEqual(writers.map(() => ({ code: 0, errors: '' })));

    const { rawStore, databases } = await openTemporaryDatabases(folder);
    expect((await rawStore.counts(channelId)).total).toBe(800);
    expect(await rawStore.lastSequence(channelId)).toBe(800);
    expect(await databases.upgrade('processing')).toEqual([]);
  });

  it('leave nothing of a chunk in which they are killed, and nobody locked out', async () => {
    const folder = temporaryFolder();
    const child = start([folder, '1', '1', '5000', 'hang']);
    await once(child.stdout ?? child, 'data');
    child.kill('SIGKILL');
    await once(child, 'close');

    const { rawStore } = await openTemporaryDatabases(folder);
    expect((await rawStore.counts(channelId)).total).toBe(0);
    await rawStore.writeChunk(channelId, (chunk) => chunk.insert([newMessage(1)], noon));
    expect(await rawStore.lastSequence(channelId)).toBe(1);
  });

  it('wait for a chunk that another one is writing instead of failing', async () => {
    const folder = temporaryFolder();
    const child = start([folder, '1', '1', '10', 'hang']);
    await once(child.stdout ?? child, 'data');
    const { rawStore } = await openTemporaryDatabases(folder);
    const waiting = rawStore.writeChunk(channelId, (chunk) => chunk.insert([newMessage(99)], noon));
    await new Promise((resolve) => setTimeout(resolve, 300));
    child.kill('SIGKILL');
    await waiting;
    expect((await rawStore.counts(channelId)).total).toBe(1);
  });
});

function start(words: string[]): ChildProcess {
  return spawn(process.execPath, [script, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
}

async function exitOf(child: ChildProcess): Promise<{ code: number | null; errors: string }> {
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, errors };
}
