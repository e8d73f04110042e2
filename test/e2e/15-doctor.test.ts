import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultModels } from '../../src/adapters/model-sdk/model-facts.ts';
import { startForTest } from '../support/model-providers/start-for-test.ts';
import { runProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('doctor asks each provider that is set up once, and says of each that fails what to do', async () => {
  const openai = await startForTest('openai', { models: [defaultModels.openai] });
  const ollama = await startForTest('ollama', { models: ['another'] });
  const words = ['doctor', '--json', '--data-dir', join(temporaryFolder(), 'data')];
  const environment = { OPENAI_API_KEY: openai.key, OPENAI_BASE_URL: openai.url };
  const well = await runProgram(words, { environment });
  expect(well.exitCode, well.stderr).toBe(0);
  expect(JSON.parse(well.stdout).checks.at(-1)).toMatchObject({
    name: `model openai:${defaultModels.openai}`,
    ok: true,
    hint: null,
  });
  expect([openai.calls, openai.violations]).toEqual([1, []]);

  const ill = await runProgram(words, {
    environment: { ...environment, OPENAI_API_KEY: 'sk-of-somebody-else', LLM_PROVIDER: 'ollama', OLLAMA_BASE_URL: ollama.url },
  });
  expect(ill.exitCode).toBe(1);
  const checks = JSON.parse(ill.stdout).checks as { name: string; ok: boolean; detail: string; hint: string }[];
  expect(checks.filter(({ ok }) => !ok)).toMatchObject([
    { name: `model ollama:${defaultModels.ollama}`, hint: expect.stringMatching(/ollama pull.*There are: another/) },
    { name: `model openai:${defaultModels.openai}`, hint: expect.stringContaining('OPENAI_API_KEY') },
  ]);
  expect(ill.stdout).not.toContain('somebody-else');
});
