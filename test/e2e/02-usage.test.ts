import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandList } from '../../src/cli/command-list.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('the help lists every command', async () => {
  const { exitCode, stdout } = await runInProcess(['--help']);
  expect(exitCode).toBe(0);
  for (const { path, summary } of commandList) {
    expect(stdout).toContain(`${path.join(' ')} `);
    expect(stdout).toContain(summary);
  }
});

test.each(commandList.map(({ path }) => path.join(' ')))('"%s --help" has an example', async (name) => {
  const { exitCode, stdout } = await runInProcess([...name.split(' '), '--help']);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('Examples:');
  expect(stdout).toContain(`tg-parser ${name}`);
});

test.each([
  [['frobnicate'], 'There is no command "frobnicate"'],
  [['expotr'], 'Did you mean "tg-parser export"?'],
  [['db', 'upgarde'], 'Did you mean "tg-parser db upgrade"?'],
  [['run'], 'Give --from-export PATH or --source NAME.'],
  [['run', '--from-export', '/nowhere/at/all'], '/nowhere/at/all'],
  [['run', '--limit', 'many', '--from-export', '.'], '--limit takes a whole number'],
  [['export', '--from-date', '2026-02-30'], '--from-date takes a day'],
  [['process', '--channel', 'nobody-registered'], 'No source is called'],
  [['schema', 'nothing'], 'There is no record "nothing"'],
])('%j ends with 2, says why and does nothing', async (words, message) => {
  const { exitCode, stderr, stdout } = await runInProcess([...words, '--data-dir', join(temporaryFolder(), 'data')]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
  expect(stdout).toBe('');
});

test('with --json an error is a JSON document on stdout too', async () => {
  const { exitCode, stdout } = await runInProcess(['schema', 'nothing', '--json']);
  expect(exitCode).toBe(2);
  expect(JSON.parse(stdout).error).toMatchObject({ code: 'usage_invalid', message: 'There is no record "nothing"' });
});
