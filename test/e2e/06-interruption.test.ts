import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { writeExport } from '../../bench/support/write-export.ts';
import { expectBalancedLedger } from '../support/expect-balanced-ledger.ts';
import { readWholeState } from '../support/read-whole-state.ts';
import { runProgram } from '../support/run-program.ts';
import { startProgram } from '../support/start-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('Ctrl-C finishes the chunk in hand, ends with 130, and the same command goes on from there', async () => {
  const folder = temporaryFolder();
  const exportPath = join(folder, 'result.json');
  writeExport(exportPath, { count: 2_000, seed: 11 });
  const words = (name: string) => [
    'run',
    '--from-export',
    exportPath,
    '--out',
    join(folder, name, 'kb'),
    '--data-dir',
    join(folder, name, 'data'),
    '--json',
  ];

  const calm = await runProgram(words('calm'));
  expect(calm.exitCode, calm.stderr).toBe(0);

  const program = startProgram(words('stopped'));
  // It listens from before it opens its databases.
  while (!existsSync(join(folder, 'stopped', 'data', 'processing_storage.sqlite'))) {
    await delay(20);
  }
  await delay(500);
  program.kill('SIGINT');
  const interrupted = await program.finished;
  expect(interrupted.exitCode, interrupted.stderr).toBe(130);
  expect(interrupted.stderr).toContain('Stopping after the chunk in hand');
  expect(interrupted.stderr).not.toMatch(/\n\s+at /);
  expect(JSON.parse(interrupted.stdout).error.code).toBe('interrupted');

  const resumed = await runProgram(words('stopped'));
  expect(resumed.exitCode, resumed.stderr).toBe(0);
  expectBalancedLedger(JSON.parse(resumed.stdout).ledger);
  const stateOf = (name: string) => readWholeState({ dataDir: join(folder, name, 'data'), out: join(folder, name, 'kb') });
  expect(stateOf('stopped')).toEqual(stateOf('calm'));
}, 120_000);
