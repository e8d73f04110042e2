import { join } from 'node:path';
import { expect, test } from 'vitest';
import { seededRandom } from '../../src/lib/seeded-random.ts';
import { respond } from '../support/answer-tasks.ts';
import { startForTest } from '../support/model-providers/start-for-test.ts';
import { runProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { temporaryPostgres } from '../support/temporary-postgres.ts';
import { writeSmallExport } from '../support/write-small-export.ts';

const channels = ['1500000001', '1500000002', '1500000003'];
const messages = 480;
const manyMessages = 1_280;
const requestsPerMinute = 480;
const price = { input: 0.4, output: 1.6 };

test.each(['SQLite', 'PostgreSQL'])(
  'three programs on one database (%s) share the limit of a provider: it is used, and nobody is refused',
  async (engine) => {
    const provider = await startForTest('openai', { respond, latencyMs: 20, limits: { requestsPerMinute } });
    const folder = temporaryFolder();
    const environment = {
      ...{ LLM_PROVIDER: 'openai', LLM_MODEL: 'gpt-4.1-mini', OPENAI_BASE_URL: provider.url, OPENAI_API_KEY: provider.key },
      ...(engine === 'PostgreSQL' ? { DATABASE_URL: await temporaryPostgres() } : {}),
    };
    const data = ['--data-dir', join(folder, 'data'), '--no-progress', '--json'];
    expect((await runProgram(['init', ...data], { environment })).exitCode).toBe(0);
    for (const channel of channels) {
      const path = join(folder, `${channel}.json`);
      writeSmallExport(path, messages, Number(channel));
      expect((await runProgram(['ingest', '--from-export', path, ...data], { environment })).exitCode).toBe(0);
    }
    const finished = await Promise.all(
      channels.map((channel) => runProgram(['process', '--channel', channel, '-c', '16', ...data], { environment })),
    );
    for (const { exitCode, stdout, stderr } of finished) {
      expect(exitCode, stderr).toBe(0);
      expect(JSON.parse(stdout).documents_total).toBe(messages);
    }
    const refused = provider.requests.filter(({ status }) => status === 429).length;
    expect(provider.violations).toEqual([]);
    expect(refused / provider.calls).toBeLessThan(0.01);
    const times = provider.requests.map(({ receivedAt }) => receivedAt);
    const minutes = (Math.max(...times) - Math.min(...times)) / 60_000;
    expect(minutes * 60).toBeGreaterThan(15);
    expect(provider.calls / minutes / requestsPerMinute).toBeGreaterThan(0.9);
  },
  240_000,
);

test('a budget is not overshot by programs side by side that are killed again and again', async () => {
  const random = seededRandom(5);
  const provider = await startForTest('openai', { respond, latencyMs: () => 20 + random() * 60 });
  const folder = temporaryFolder();
  // So many messages of one channel alone cost more. Nine killed programs leave 36 calls set aside, at most $0.0019 each: three quarters of it and no more.
  const budget = 0.09;
  const environment = {
    ...{ LLM_PROVIDER: 'openai', LLM_MODEL: 'gpt-4.1-mini', OPENAI_BASE_URL: provider.url, OPENAI_API_KEY: provider.key },
    ...{ LLM_PRICE_INPUT: String(price.input), LLM_PRICE_OUTPUT: String(price.output), LLM_BUDGET_USD: String(budget) },
  };
  const data = ['--data-dir', join(folder, 'data'), '--no-progress', '--json'];
  for (const channel of channels) {
    const path = join(folder, `${channel}.json`);
    writeSmallExport(path, manyMessages, Number(channel));
    expect((await runProgram(['ingest', '--from-export', path, ...data])).exitCode).toBe(0);
  }
  const process = (channel: string, killAfterMs?: number) =>
    runProgram(['process', '--channel', channel, '-c', '4', ...data], {
      environment,
      ...(killAfterMs === undefined ? {} : { killAfterMs }),
    });
  for (let round = 0; round < 3; round += 1) {
    await Promise.all(channels.map((channel) => process(channel, 600 + random() * 500)));
  }
  const last = await Promise.all(channels.map((channel) => process(channel)));
  for (const { exitCode, stdout } of last) {
    expect([exitCode, JSON.parse(stdout).stopped_by?.code]).toEqual([4, 'budget_reached']);
  }
  const { input, output } = provider.usage;
  const billed = (input * price.input + output * price.output) / 1e6;
  expect(billed).toBeLessThanOrEqual(budget);
  expect(billed).toBeGreaterThan(budget / 8);
}, 120_000);
