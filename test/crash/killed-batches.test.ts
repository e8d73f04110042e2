import { join } from 'node:path';
import { expect, test } from 'vitest';
import { seededRandom } from '../../src/lib/seeded-random.ts';
import { respond } from '../support/answer-tasks.ts';
import { startForTest } from '../support/model-providers/start-for-test.ts';
import { runProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { writeSmallExport } from '../support/write-small-export.ts';

const kills = Number(process.env.CRASH_KILLS ?? 6);
/** Each is killed so often at most, then it may end: a channel that is done has nothing to be killed in. */
const killsAChannel = 5;
const messages = 400;
const calls = messages / 8;

test.each([
  ['openai', 'gpt-4.1-mini'],
  ['anthropic', 'claude-haiku-4-5'],
] as const)(
  `%s: killed ${Math.ceil(kills / 2)} times during --batch: nothing is ordered twice, nothing is lost or doubled`,
  async (api, model) => {
    const random = seededRandom(11);
    const folder = temporaryFolder();
    const path = join(folder, 'result.json');
    writeSmallExport(path, messages);
    for (let killed = 0, channel = 0; killed < kills / 2; channel += 1) {
      const provider = await startForTest(api, { respond, batches: { polls: 3 } });
      const name = api.toUpperCase();
      const environment = {
        ...{ LLM_PROVIDER: api, LLM_MODEL: model, [`${name}_BASE_URL`]: provider.url, [`${name}_API_KEY`]: provider.key },
        ...{ LLM_BATCH_POLL: '0.02', LLM_BUDGET_USD: '100' },
      };
      const data = ['--data-dir', join(folder, `data-${channel}`), '--no-progress', '--json'];
      expect((await runProgram(['ingest', '--from-export', path, ...data])).exitCode).toBe(0);
      const process = (killAfterMs?: number) =>
        runProgram(['process', '--channel', '1500000001', '--batch', ...data], {
          environment,
          ...(killAfterMs === undefined ? {} : { killAfterMs }),
        });
      for (let attempt = 0; attempt < killsAChannel; attempt += 1) {
        const { signal } = await process(450 + random() * 600);
        killed += signal === 'SIGKILL' ? 1 : 0;
      }
      const last = await process();
      expect(last.exitCode, last.stderr).toBe(0);
      expect(JSON.parse(last.stdout)).toMatchObject({
        documents_total: messages,
        failures_waiting_total: 0,
        batches_waiting_total: 0,
      });
      expect(provider.violations).toEqual([]);
      expect(provider.calls).toBe(0);
      expect(provider.answers).toBe(calls);
      const { spending } = JSON.parse((await runProgram(['report', ...data], { environment })).stdout);
      const [bill] = spending.in_all;
      expect(bill).toMatchObject({ calls, failed_calls: 0 });
      // Nothing stays set aside for what was never made.
      expect(spending.budget_left_usd).toBeCloseTo(100 - bill.cost_usd, 6);
    }
  },
  1_200_000,
);
