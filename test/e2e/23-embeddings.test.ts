import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { expectValidExport } from '../support/expect-valid-export.ts';
import { startForTest } from '../support/model-providers/start-for-test.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { temporaryPostgres } from '../support/temporary-postgres.ts';

const channel = '1987654321';
const sample = fileURLToPath(new URL('../../examples/sample-channel', import.meta.url));

describe.each(['SQLite', 'PostgreSQL'])('on %s', (engine) => {
  test('topics are found by vectors of a provider, which are paid once and are on the bill', async () => {
    const { provider, run, out } = await start(engine);
    const { steps } = JSON.parse((await run('run', '--from-export', sample, '--out', out)).stdout);
    const topicize = steps.find(({ step }: { step: string }) => step === 'topicize');
    const { input } = provider.usage;
    expect(topicize).toMatchObject({ outcome: 'done', tokens: { input } });
    expect(topicize.topics_total).toBeGreaterThan(0);
    expect(topicize.cost_usd).toBeCloseTo((input * 0.02) / 1e6, 7);
    expectValidExport(out);
    const { calls } = provider;
    expect(calls).toBeGreaterThan(0);
    await run('topicize', '--channel', channel, '--force');
    expect(provider.calls).toBe(calls);
    expect(provider.violations).toEqual([]);
  });
});

test('an estimate makes no vectors', async () => {
  const { provider, run, out, environment } = await start('SQLite');
  environment.EMBEDDING_PROVIDER = 'auto';
  await run('run', '--from-export', sample, '--out', out);
  environment.EMBEDDING_PROVIDER = 'openai';
  await run('topicize', '--channel', channel, '--force', '--dry-run');
  expect(provider.requests).toEqual([]);
});

test('without room in the budget no vector is made, and the same command goes on with more', async () => {
  const { provider, program, out } = await start('SQLite');
  const words = ['run', '--from-export', sample, '--out', out];
  const poor = await program(...words, '--budget', '0.00000001');
  expect(poor.exitCode).toBe(4);
  expect(poor.stderr + poor.stdout).toContain('budget_reached');
  expect(provider.calls).toBe(0);
  expect((await program(...words, '--budget', '1')).exitCode).toBe(0);
  expect(provider.calls).toBeGreaterThan(0);
});

async function start(engine: string) {
  const folder = temporaryFolder();
  const provider = await startForTest('openai');
  const environment: Record<string, string> = {
    LLM_PROVIDER: 'builtin',
    EMBEDDING_PROVIDER: 'openai',
    OPENAI_BASE_URL: provider.url,
    OPENAI_API_KEY: provider.key,
    ...(engine === 'PostgreSQL' ? { DATABASE_URL: await temporaryPostgres() } : {}),
  };
  const program = (...words: string[]) =>
    runInProcess([...words, '--data-dir', join(folder, 'data'), '--json'], { environment });
  const run = async (...words: string[]) => {
    const finished = await program(...words);
    expect(finished.exitCode, finished.stderr).toBe(0);
    return finished;
  };
  if (engine === 'PostgreSQL') {
    await run('init');
  }
  return { provider, program, run, environment, out: join(folder, 'kb') };
}
