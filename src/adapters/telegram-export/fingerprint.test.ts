import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeZip } from '../../../test/fuzz/write-zip.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import type { OpenExportOptions } from '../../ports/message-source.ts';
import { jsonExport } from './__fixtures__/read-export.ts';
import { openExport } from './open-export.ts';

const json = jsonExport([{ id: 1, type: 'message', date_unixtime: '1767261600', text: 'x' }]);

function write(name: string, content: string | Buffer): string {
  const path = join(temporaryFolder(), name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

async function fingerprint(path: string, options: Partial<OpenExportOptions> = {}): Promise<string | null> {
  const source = await openExport({ path, timezone: 'UTC', ...options });
  const found = await source.fingerprint({});
  await source.close();
  return found;
}

test('the same content under another name has the same fingerprint, other content has another', async () => {
  const first = await fingerprint(write('result.json', json));
  expect(first).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(await fingerprint(write('other.json', json))).toBe(first);
  expect(await fingerprint(write('result.json', `${json} `))).not.toBe(first);
});

test('options that change what is read change the fingerprint', async () => {
  const path = write('result.json', json);
  expect(await fingerprint(path, { timezone: 'Asia/Tokyo' })).not.toBe(await fingerprint(path));
});

test('of a zip the file itself counts, and progress ends at its size', async () => {
  const zip = writeZip([{ name: 'result.json', content: Buffer.from(json) }]);
  const source = await openExport({ path: write('a.zip', zip), timezone: 'UTC' });
  const progress: (number | null)[] = [];
  await source.fingerprint({ onProgress: ({ done, total }) => progress.push(done, total) });
  expect(progress.slice(-2)).toEqual([zip.length, zip.length]);
  await source.close();
});

test('an aborted fingerprint is none', async () => {
  const source = await openExport({ path: write('result.json', json) });
  expect(await source.fingerprint({ signal: AbortSignal.abort() })).toBeNull();
});
