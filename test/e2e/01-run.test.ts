import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { expectBalancedLedger } from '../support/expect-balanced-ledger.ts';
import { runProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const sample = fileURLToPath(new URL('../../examples/sample-channel', import.meta.url));

test('the sample channel becomes a knowledge base, and a second run says that nothing is new', async () => {
  const folder = temporaryFolder();
  const words = ['run', '--from-export', sample, '--out', join(folder, 'kb'), '--data-dir', join(folder, 'data')];

  const first = await runProgram([...words, '--json']);
  expect(first.exitCode, first.stderr).toBe(0);
  const report = JSON.parse(first.stdout);
  const [ingest, process_, topicize, export_] = report.steps;
  expect(ingest.total).toBe(ingest.posts + ingest.comments + ingest.service + ingest.album_members + ingest.duplicates);
  expect(ingest.total).toBe(countMessages());
  expect(process_.processed_total).toBeGreaterThan(100);
  expect(topicize.topics_total).toBeGreaterThan(3);
  expect(export_.outcome).toBe('done');
  expectBalancedLedger(report.ledger);
  const files = readFiles(join(folder, 'kb'));

  const second = await runProgram(words);
  expect(second.exitCode, second.stderr).toBe(0);
  expect(second.stdout).toContain('Nothing was new.');
  expect(withoutExportTime(readFiles(join(folder, 'kb')))).toEqual(withoutExportTime(files));
});

test('what was made by two programs from the same export is the same but for times and run ids', async () => {
  const folder = temporaryFolder();
  const outputs = [];
  for (const name of ['one', 'two']) {
    const out = join(folder, name, 'kb');
    mkdirSync(join(folder, name));
    const { exitCode, stderr } = await runProgram([
      'run',
      '--from-export',
      sample,
      '--out',
      out,
      '--data-dir',
      join(folder, name, 'data'),
    ]);
    expect(exitCode, stderr).toBe(0);
    outputs.push(withoutTimes(readFiles(out)));
  }
  expect(outputs[0]).toEqual(outputs[1]);
});

function countMessages(): number {
  return (JSON.parse(readFileSync(join(sample, 'result.json'), 'utf8')) as { messages: unknown[] }).messages.length;
}

function readFiles(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

function withoutExportTime(files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text.replace(/"exported_at": ?"[^"]*"/g, '')]));
}

function withoutTimes({ 'manifest.json': _, ...files }: Record<string, string>): Record<string, string> {
  const volatile = /"(exported_at|processed_at|updated_at|created_at|topicization_run_id)": ?"[^"]*"/g;
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text.replace(volatile, '')]));
}
