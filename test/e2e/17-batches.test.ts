import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { respond } from '../support/answer-tasks.ts';
import type { ModelProviderOptions } from '../support/model-providers/model-provider-options.ts';
import { startForTest } from '../support/model-providers/start-for-test.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { startProgram } from '../support/start-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { temporaryPostgres } from '../support/temporary-postgres.ts';
import { writeSmallExport } from '../support/write-small-export.ts';

const channel = '1500000001';
const messages = 120;
const apis: [api: 'openai' | 'anthropic', model: string][] = [
  ['openai', 'gpt-4.1-mini'],
  ['openai', 'gpt-5-mini'],
  ['anthropic', 'claude-haiku-4-5'],
];
const oneOfEach = apis.filter(([, model]) => model !== 'gpt-5-mini');

/** A channel that was imported, and a fake to ask about it. */
async function open(
  [api, model]: ['openai' | 'anthropic', string],
  options: ModelProviderOptions = {},
  engine: 'SQLite' | 'PostgreSQL' = 'SQLite',
) {
  const folder = temporaryFolder();
  const provider = await startForTest(api, { respond, ...options });
  const name = api.toUpperCase();
  const environment = {
    ...{ LLM_PROVIDER: api, LLM_MODEL: model, [`${name}_BASE_URL`]: provider.url, [`${name}_API_KEY`]: provider.key },
    ...{ LLM_BATCH_POLL: '0.05', RETRY_BACKOFF_BASE: '0.1' },
    ...(engine === 'PostgreSQL' ? { DATABASE_URL: await temporaryPostgres() } : {}),
  };
  const path = join(folder, 'result.json');
  writeSmallExport(path, messages);
  const data = ['--data-dir', join(folder, 'data'), '--no-progress', '--json'];
  if (engine === 'PostgreSQL') {
    expect((await runInProcess(['init'], { environment })).exitCode).toBe(0);
  }
  expect((await runInProcess(['ingest', '--from-export', path, ...data], { environment })).exitCode).toBe(0);
  const words = (more: string[]) => ['process', '--channel', channel, ...more, ...data];
  return {
    provider,
    async process(...more: string[]) {
      const { exitCode, stdout, stderr } = await runInProcess(words(more), { environment });
      return { exitCode, stderr, report: JSON.parse(stdout) };
    },
    start: (...more: string[]) => startProgram(words(more), { environment: { ...environment, LOG_LEVEL: 'INFO' } }),
    async documents() {
      const out = join(folder, 'kb');
      const exported = await runInProcess(['export', '--channel', channel, '--out', out, '--level', 'processed', ...data], {
        environment,
      });
      expect(exported.exitCode, exported.stderr).toBe(0);
      return readFileSync(join(out, 'processed_documents.ndjson'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    },
  };
}

describe.each(['SQLite', 'PostgreSQL'] as const)('on %s', (engine) => {
  // What differs between models of one provider does not differ between engines.
  test.each(engine === 'SQLite' ? apis : oneOfEach)(
    'a batch of %s %s brings what direct calls bring, for half the price',
    async (...api) => {
      const batched = await open(api, {}, engine);
      const estimate = (await batched.process('--batch', '--dry-run')).report;
      const { exitCode, report, stderr } = await batched.process('--batch');
      expect(exitCode, stderr).toBe(0);
      expect(batched.provider.violations).toEqual([]);
      expect(batched.provider.calls).toBe(0);
      expect(report).toMatchObject({
        documents_total: messages,
        failed_total: 0,
        batches: { submitted: 1, fetched: 1, abandoned: 0, answered_items: messages },
        batches_waiting_total: 0,
      });
      expect(report.calls_total).toBe(estimate.calls);

      const direct = await open(api, {}, engine);
      const ofDirect = (await direct.process()).report;
      expect(report.cost_usd / ofDirect.cost_usd).toBeCloseTo(0.5, 1);
      const told = (documents: Record<string, unknown>[]) =>
        documents.map(({ source_ref, title, summary, topics, entities }) => ({ source_ref, title, summary, topics, entities }));
      expect(told(await batched.documents())).toEqual(told(await direct.documents()));

      const again = await batched.process('--batch');
      expect(again.report).toMatchObject({ outcome: 'nothing_to_do', batches: { submitted: 0 } });
    },
  );
});

test.each(oneOfEach)('what a batch of %s %s did not finish within its day is asked directly', async (...api) => {
  const { provider, process } = await open(api, { batches: { end: 'expired', answeredShare: 0.4 } });
  const { exitCode, report } = await process('--batch');
  expect(exitCode).toBe(0);
  expect(report).toMatchObject({ documents_total: messages, batches: { submitted: 1, fetched: 1 } });
  expect(provider.calls).toBe(9);
  expect(provider.answers).toBe(15);
});

test.each(oneOfEach)('a batch of %s %s that fails is said to, and its messages are asked directly', async (...api) => {
  const { provider, process } = await open(api, { batches: { end: 'failed' } });
  const { exitCode, report } = await process('--batch');
  expect(exitCode).toBe(0);
  expect(report.documents_total).toBe(messages);
  expect(provider.calls).toBe(15);
});

test.each(oneOfEach)('Ctrl-C leaves a batch of %s %s where it is; the same command fetches it', async (...api) => {
  const { provider, process, start } = await open(api, { batches: { polls: 1e9 } });
  const program = start('--batch');
  await program.said('model_batch_submitted');
  program.kill('SIGINT');
  const interrupted = await program.finished;
  expect(interrupted.exitCode, interrupted.stderr).toBe(130);
  expect(JSON.parse(interrupted.stdout).error.message).toContain('1 batch goes on at the provider');

  const direct = await process('--limit', '8');
  expect(direct.report.batches_waiting_total).toBe(1);
  expect(direct.stderr).toContain('batches_waiting');

  provider.options.batches = { polls: 0 };
  const { exitCode, report } = await process('--batch');
  expect(exitCode).toBe(0);
  expect(report).toMatchObject({ documents_total: messages, batches: { submitted: 0, fetched: 1, answered_items: messages } });
  expect(provider.calls).toBe(1);
});

test('a budget holds for batches; what was fetched is kept', async () => {
  const { provider, process } = await open(['openai', 'gpt-4.1-mini']);
  const { exitCode, report } = await process('--batch', '--budget', '0.0025');
  expect(exitCode).toBe(4);
  expect(report.stopped_by.code).toBe('budget_reached');
  expect(report.cost_usd).toBeLessThanOrEqual(0.0025);
  expect(report.processed_total).toBeGreaterThan(8);
  expect(provider.calls).toBe(0);
  expect((await process('--batch')).report).toMatchObject({ documents_total: messages });
});

test.each([
  [['--provider', 'builtin', '--batch'], 'has no batches'],
  [['--provider', 'ollama', '--batch'], 'has no batches'],
  [['--batch', '--no-cache'], 'exclude each other'],
])('%j is refused with what to do', async (more, message) => {
  const { process } = await open(['openai', 'gpt-4.1-mini']);
  const { exitCode, report } = await process(...more);
  expect(exitCode).toBe(2);
  expect(report.error).toMatchObject({ code: 'usage_invalid', message: expect.stringContaining(message) });
});
