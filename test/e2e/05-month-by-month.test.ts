import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readWholeState } from '../support/read-whole-state.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const sample = fileURLToPath(new URL('../../examples/sample-channel/result.json', import.meta.url));
const forum = fileURLToPath(new URL('../../../shared/fixtures/desktop-html/forum', import.meta.url));

/** Imports and processes one export after the other, and returns what is stored of messages and documents. */
async function storedAfter(
  folder: string,
  exports: readonly string[],
  more: readonly string[] = [],
): Promise<Record<string, string[]>> {
  const dataDir = join(
    folder,
    `data-${exports.length}-${exports.map((path) => path.length).join('')}-${Math.abs(hash(exports.join()))}`,
  );
  for (const path of exports) {
    const ingest = await runInProcess([
      'ingest',
      '--from-export',
      path,
      '--data-dir',
      dataDir,
      '--no-progress',
      '--json',
      ...more,
    ]);
    expect(ingest.exitCode, ingest.stderr).toBe(0);
    const { channel_id } = JSON.parse(ingest.stdout);
    const process_ = await runInProcess(['process', '--channel', channel_id, '--data-dir', dataDir, '--no-progress', '--json']);
    expect(process_.exitCode, process_.stderr).toBe(0);
  }
  const state = readWholeState({ dataDir });
  const tables = Object.entries(state).filter(([table]) =>
    /\/(messages|message_versions|documents|document_sketches|message_states|failures)$/.test(table),
  );
  expect(tables.length).toBe(6);
  return Object.fromEntries(tables);
}

function hash(text: string): number {
  return [...text].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) | 0, 0);
}

test('parts of a JSON export in any order, overlapping too, end as the whole', async () => {
  const folder = temporaryFolder();
  const whole = JSON.parse(readFileSync(sample, 'utf8'));
  const parts = [whole.messages.slice(0, 70), whole.messages.slice(60, 140), whole.messages.slice(140)].map(
    (messages, index) => {
      const path = join(folder, `part-${index}.json`);
      writeFileSync(path, JSON.stringify({ ...whole, messages }));
      return path;
    },
  );
  const expected = await storedAfter(folder, [sample]);
  for (const order of [
    [0, 1, 2],
    [2, 1, 0],
    [1, 2, 0],
  ]) {
    expect(
      await storedAfter(
        folder,
        order.flatMap((index) => parts[index] ?? []),
      ),
    ).toEqual(expected);
  }
}, 120_000);

describe.skipIf(!existsSync(forum))('months of an HTML export', () => {
  test('in any order end as all months at once', async () => {
    const folder = temporaryFolder();
    const months = ['2023-01', '2023-02', '2023-03'].map((month) => join(forum, month));
    const together = join(folder, 'together');
    mkdirSync(together);
    let part = 0;
    for (const month of months) {
      for (const name of readdirSync(month).sort((left, right) => left.length - right.length || (left < right ? -1 : 1))) {
        part += 1;
        copyFileSync(join(month, name), join(together, `messages${part === 1 ? '' : part}.html`));
      }
    }
    const named = ['--channel-id', '1600000000'];
    const expected = await storedAfter(folder, [together], named);
    expect(await storedAfter(folder, months, named)).toEqual(expected);
    expect(await storedAfter(folder, months.toReversed(), named)).toEqual(expected);
  }, 180_000);
});
