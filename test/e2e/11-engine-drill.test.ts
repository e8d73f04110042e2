import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { writeExport } from '../../bench/support/write-export.ts';
import { runProgram } from '../support/run-program.ts';
import type { FinishedProgram } from '../support/start-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { temporaryPostgres } from '../support/temporary-postgres.ts';

const sample = fileURLToPath(new URL('../../examples/sample-channel/result.json', import.meta.url));
const generated = '1999999999';

test('data moves from SQLite to PostgreSQL and back, killed on the way, and the pipeline goes on as if nothing had happened', async () => {
  const folder = temporaryFolder();
  const start = ['--data-dir', join(folder, 'start')];
  const first = await expectDone(['run', '--from-export', sample, '--out', join(folder, 'kb-start'), ...start]);
  const channel = JSON.parse(first.stdout).channel_id as string;
  // Something of every kind: an observed change, a second channel with thousands of messages.
  await expectDone(['run', '--from-export', writeChanged(folder), '--out', join(folder, 'kb-start'), ...start]);
  const large = join(folder, 'large.json');
  writeExport(large, { count: 3_000, seed: 3 });
  await expectDone(['run', '--from-export', large, '--out', join(folder, 'kb-large'), ...start]);
  await expectDone(['db', 'check', ...start]);

  const url = await temporaryPostgres();
  const copy = ['db', 'copy', '--to', url, ...start];
  for (const killAfterMs of [700, 1_100]) {
    await runProgram([...copy, '--json'], { killAfterMs });
  }
  await expectDone([...copy, '--verify']);
  const again = await expectDone(copy);
  expect(changesOf(again)).toEqual([0, 0, 0]);

  const environment = { DATABASE_URL: url };
  await expectDone(['db', 'check'], environment);
  const nothing = await expectDone(['run', '--from-export', large, '--out', join(folder, 'kb-postgres')], environment);
  expect(
    JSON.parse(nothing.stdout)
      .steps.slice(0, 3)
      .map(({ outcome }: { outcome: string }) => outcome),
  ).toEqual(['nothing_to_do', 'nothing_to_do', 'nothing_to_do']);
  expect(readSet(join(folder, 'kb-postgres'))).toEqual(readSet(join(folder, 'kb-large')));
  const larger = join(folder, 'larger.json');
  writeExport(larger, { count: 3_200, seed: 3 });
  const grown = await expectDone(['run', '--from-export', larger, '--out', join(folder, 'kb-grown')], environment);
  expect(JSON.parse(grown.stdout).steps[0].added).toBe(200);

  const back = ['--data-dir', join(folder, 'back')];
  await expectDone(['db', 'copy', '--to', join(folder, 'back'), '--verify'], environment);
  await expectDone(['db', 'check', ...back]);
  await expectDone(['export', '--channel', channel, '--out', join(folder, 'kb-back'), ...back]);
  expect(readSet(join(folder, 'kb-back'))).toEqual(readSet(join(folder, 'kb-start')));
  await expectDone(['export', '--channel', generated, '--out', join(folder, 'kb-grown-back'), ...back]);
  expect(readSet(join(folder, 'kb-grown-back'))).toEqual(readSet(join(folder, 'kb-grown')));
}, 240_000);

async function expectDone(words: string[], environment: Record<string, string> = {}): Promise<FinishedProgram> {
  const finished = await runProgram([...words, '--json'], { environment });
  expect(finished.exitCode, `${words.join(' ')}: ${finished.stderr}${finished.stdout.slice(0, 2_000)}`).toBe(0);
  return finished;
}

/** The sample channel with one text that was edited since. */
function writeChanged(folder: string): string {
  const channel = JSON.parse(readFileSync(sample, 'utf8'));
  const message = channel.messages.find(
    ({ type, text }: { type: string; text: unknown }) => type === 'message' && typeof text === 'string' && text !== '',
  );
  message.text = `${message.text} (edited)`;
  message.text_entities = [{ type: 'plain', text: message.text }];
  message.edited_unixtime = '1900000000';
  const path = join(folder, 'changed.json');
  writeFileSync(path, JSON.stringify(channel));
  return path;
}

function changesOf({ stdout }: FinishedProgram): number[] {
  const { databases } = JSON.parse(stdout) as { databases: { tables: Record<'added' | 'changed' | 'removed', number>[] }[] };
  return (['added', 'changed', 'removed'] as const).map((kind) =>
    databases.flatMap(({ tables }) => tables).reduce((sum, table) => sum + table[kind], 0),
  );
}

/** The files of an export, byte for byte, but for the time of the export. */
function readSet(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name !== 'manifest.json')
      .map((name) => [name, readFileSync(join(folder, name), 'utf8').replace(/"exported_at": ?"[^"]*"/, '"exported_at":""')]),
  );
}
