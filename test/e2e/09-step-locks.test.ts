import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { writeExport } from '../../bench/support/write-export.ts';
import { runProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const channel = '1999999999';

/** A data folder with messages to process, enough for seconds. */
async function filledFolder(): Promise<(...words: string[]) => string[]> {
  const folder = temporaryFolder();
  const exportPath = join(folder, 'result.json');
  writeExport(exportPath, { count: 6_000, seed: 7 });
  const words = (...command: string[]) => [...command, '--data-dir', join(folder, 'data'), '--json'];
  expect((await runProgram(words('ingest', '--from-export', exportPath))).exitCode).toBe(0);
  return words;
}

test('a second process at the same step says who holds it and ends with 4, or waits for it', async () => {
  const words = await filledFolder();
  const first = runProgram(words('process', '--channel', channel));
  await delay(700);
  const refused = await runProgram(words('process', '--channel', channel));
  expect(refused.exitCode, refused.stderr).toBe(4);
  expect(JSON.parse(refused.stdout).error).toMatchObject({
    code: 'step_locked',
    message: expect.stringMatching(/"process" of channel 1999999999 is being executed by process \d+ on .+, for \d+ s/),
    hint: expect.stringContaining('--wait'),
  });
  const tooShort = await runProgram(words('process', '--channel', channel, '--wait', '0'));
  expect(tooShort.exitCode).toBe(4);
  const waiting = await runProgram(words('process', '--channel', channel, '--wait'));
  expect(waiting.exitCode, waiting.stderr).toBe(0);
  expect(waiting.stderr).toContain('Waiting: "process"');
  const done = await first;
  expect(done.exitCode, done.stderr).toBe(0);
  const totals = [done, waiting].map(({ stdout }) => JSON.parse(stdout).processed_total);
  expect(totals[0]).toBeGreaterThan(5_000);
  expect(totals[1]).toBe(0);
}, 60_000);

test('a process that was killed holds nothing back, and its run is known to be interrupted', async () => {
  const words = await filledFolder();
  const killed = await runProgram(words('process', '--channel', channel), { killAfterMs: 900 });
  expect(killed.signal).toBe('SIGKILL');
  const next = await runProgram(words('process', '--channel', channel));
  expect(next.exitCode, next.stderr).toBe(0);
  const { runs } = JSON.parse((await runProgram(words('report'))).stdout);
  expect(runs.map(({ outcome }: { outcome: string }) => outcome)).not.toContain('running');
}, 60_000);
