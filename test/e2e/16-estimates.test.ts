import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { respond } from '../support/answer-tasks.ts';
import { startForTest } from '../support/model-providers/start-for-test.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const fixtures = fileURLToPath(new URL('../../../shared/fixtures/', import.meta.url));
const exports = [
  { path: 'desktop-html/forum/2023-02', given: ['--channel-id', '77'] },
  { path: 'desktop-html/forum/2023-01', given: ['--channel-id', '77'] },
  { path: 'desktop-json/media-channel', given: [] },
];

test.skipIf(!existsSync(fixtures)).each(exports)(
  'before $path is processed, what it will cost is known to a tenth',
  async ({ path, given }) => {
    const provider = await startForTest('openai', { respond });
    const environment = {
      LLM_PROVIDER: 'openai',
      LLM_MODEL: 'gpt-4.1-mini',
      OPENAI_BASE_URL: provider.url,
      OPENAI_API_KEY: provider.key,
    };
    const data = ['--data-dir', join(temporaryFolder(), 'data'), '--no-progress', '--json'];
    const ingested = await runInProcess(['ingest', '--from-export', join(fixtures, path), ...given, ...data]);
    expect(ingested.exitCode, ingested.stderr).toBe(0);
    const { channel_id: channel } = JSON.parse(ingested.stdout);
    const process = async (...words: string[]) =>
      JSON.parse((await runInProcess(['process', '--channel', channel, '-c', '8', ...words, ...data], { environment })).stdout);
    const estimate = await process('--dry-run');
    const report = await process();
    // A title that is a single word such as "Post" says nothing: the fake is no better than the text.
    expect(report.failed_total).toBeLessThanOrEqual(2);
    const off = (estimated: number, real: number) => Math.abs(estimated / real - 1);
    const differences = {
      calls: off(estimate.calls, report.calls_total),
      input: off(estimate.input_tokens, report.tokens.input),
      output: off(estimate.output_tokens, report.tokens.output),
      cost: off(estimate.cost_usd, report.cost_usd),
    };
    expect(
      Math.max(...Object.values(differences)),
      JSON.stringify({ ...differences, estimate, tokens: report.tokens }),
    ).toBeLessThan(0.1);
  },
  120_000,
);
