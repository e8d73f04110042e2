import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { respond } from '../support/answer-tasks.ts';
import { expectValidExport } from '../support/expect-valid-export.ts';
import { startForTest } from '../support/model-providers/start-for-test.ts';
import type { FakeApi, ModelProvider } from '../support/model-providers/start-model-provider.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { temporaryPostgres } from '../support/temporary-postgres.ts';

const sample = fileURLToPath(new URL('../../examples/sample-channel', import.meta.url));

const providers: [name: string, api: FakeApi, model: string][] = [
  ['OpenAI, Chat Completions', 'openai', 'gpt-4.1-mini'],
  ['OpenAI, Responses', 'openai', 'gpt-5-mini'],
  ['Anthropic', 'anthropic', 'claude-haiku-4-5'],
  ['Gemini', 'gemini', 'gemini-2.5-flash'],
  ['Ollama', 'ollama', 'qwen3:8b'],
];

function environmentOf(api: FakeApi, model: string, { url, key }: ModelProvider): Record<string, string> {
  const name = api.toUpperCase();
  return {
    LLM_PROVIDER: api,
    LLM_MODEL: model,
    [`${name}_BASE_URL`]: url,
    ...(key === '' ? {} : { [`${name}_API_KEY`]: key }),
    RETRY_BACKOFF_BASE: '0.1',
    RETRY_BACKOFF_MAX: '1',
  };
}

describe.each(['SQLite', 'PostgreSQL'])('on %s', (engine) => {
  test.each(providers)(
    '%s takes the sample channel through all steps, and a second run asks nothing',
    async (_, api, model) => {
      const folder = temporaryFolder();
      const provider = await startForTest(api, { respond });
      const database = engine === 'PostgreSQL' ? { DATABASE_URL: await temporaryPostgres() } : {};
      const environment = { ...environmentOf(api, model, provider), ...database };
      if (engine === 'PostgreSQL') {
        expect((await runInProcess(['init'], { environment })).exitCode).toBe(0);
      }
      const out = join(folder, 'kb');
      const words = ['run', '--from-export', sample, '--out', out, '--data-dir', join(folder, 'data'), '--json'];
      const first = await runInProcess(words, { environment });
      expect(first.exitCode, first.stderr).toBe(0);
      expect(provider.violations).toEqual([]);
      const { steps } = JSON.parse(first.stdout) as { steps: { step: string; [field: string]: unknown }[] };
      const process = steps.find(({ step }) => step === 'process');
      expect(process).toMatchObject({ model_id: `${api}:${model}`, failed_total: 0 });
      expect(process?.tokens).toMatchObject({ input: expect.any(Number) });
      expectValidExport(out);
      const calls = provider.calls;
      expect(calls).toBeGreaterThan(0);
      expect((await runInProcess([...words, '--force'], { environment })).exitCode).toBe(0);
      expect(provider.calls).toBe(calls);
    },
  );
});
