import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const sample = fileURLToPath(new URL('../../examples/sample-channel', import.meta.url));
const toEvents = (stderr: string) =>
  stderr
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

test('with LOG_FORMAT=json every line on stderr is an event, whatever goes wrong and however early', async () => {
  const folder = temporaryFolder();
  const warning = join(folder, 'warning.cjs');
  writeFileSync(warning, 'setTimeout(() => process.emitWarning("old age"), 300);');
  const envFile = join(folder, 'settings.env');
  writeFileSync(envFile, '\uFEFFLOG_FORMAT=json\nRETRY_MAX_ATTEMPT=1\n');
  const environment = { LOG_FORMAT: 'json', DATA_DIR: join(folder, 'data') };
  const lines: { words: string[]; env?: Record<string, string>; code?: string; event?: string }[] = [
    { words: [], event: 'command_missing' },
    { words: ['nonsense'], code: 'usage_invalid' },
    { words: ['status', '--nonsense'], code: 'usage_invalid' },
    { words: ['status'], env: { RETRY_MAX_ATTEMPTS: '99' }, code: 'setting_invalid' },
    { words: ['ingest', '--from-export', join(folder, 'gone'), '--verbose'] },
    { words: ['status', '--env-file', envFile], env: { LOG_FORMAT: '' }, event: 'notice' },
    { words: ['status'], env: { NODE_OPTIONS: `--require=${warning}` }, event: 'runtime_warning' },
  ];
  for (const { words, env, code, event = 'command_failed' } of lines) {
    const { stderr } = await runProgram(words, { environment: { ...environment, ...env } });
    const events = toEvents(stderr);
    expect(events, words.join(' ')).toContainEqual(expect.objectContaining({ event, ...(code && { code }) }));
    expect(events.every(({ level, time }) => level !== undefined && !Number.isNaN(Date.parse(time)))).toBe(true);
  }
});

test('what a person is told on the way is an event, too, and the lines of a run name it', async () => {
  const folder = temporaryFolder();
  const environment = { LOG_FORMAT: 'json', LOG_LEVEL: 'DEBUG', DATA_DIR: join(folder, 'data') };
  const { exitCode, stdout, stderr } = await runProgram(['run', '--from-export', sample, '--out', join(folder, 'kb')], {
    environment,
  });
  expect(exitCode).toBe(0);
  expect(stdout).toContain('Knowledge base in');
  const events = toEvents(stderr);
  expect(events).toContainEqual(expect.objectContaining({ event: 'notice' }));
  const topicized = events.find(({ event }) => event === 'topicized');
  const { runs } = JSON.parse((await runProgram(['report', '--json'], { environment })).stdout);
  const run = runs.find(({ step }: { step: string }) => step === 'topicize');
  expect(topicized).toMatchObject({ run_id: run.run_id, step: 'topicize', channel_id: run.channel_id });
});
