import { join } from 'node:path';
import { expect, test } from 'vitest';
import { seededRandom } from '../../src/lib/seeded-random.ts';
import { respond } from '../support/answer-tasks.ts';
import { startForTest } from '../support/model-providers/start-for-test.ts';
import { runProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { writeSmallExport } from '../support/write-small-export.ts';

const kills = Number(process.env.CRASH_KILLS ?? 6);
const concurrency = 16;
const messages = 600;
const longestCallMs = 60;

test(`killed ${kills} times while a model is asked: at most the calls under way are paid again, nothing is lost or doubled`, async () => {
  const random = seededRandom(7);
  const folder = temporaryFolder();
  const path = join(folder, 'result.json');
  writeSmallExport(path, messages);
  const provider = await startForTest('openai', { respond, latencyMs: () => 20 + random() * (longestCallMs - 20) });
  const environment = {
    LLM_PROVIDER: 'openai',
    LLM_MODEL: 'gpt-4.1-mini',
    OPENAI_BASE_URL: provider.url,
    OPENAI_API_KEY: provider.key,
  };
  const open = async (name: string) => {
    const data = ['--data-dir', join(folder, name), '--no-progress', '--json'];
    expect((await runProgram(['ingest', '--from-export', path, ...data])).exitCode).toBe(0);
    return (killAfterMs?: number) =>
      runProgram(['process', '--channel', '1500000001', '-c', String(concurrency), ...data], {
        environment,
        ...(killAfterMs === undefined ? {} : { killAfterMs }),
      });
  };
  const calm = JSON.parse((await (await open('calm'))()).stdout);
  const calmCalls = provider.calls;
  expect(calm.documents_total).toBe(messages);

  const process = await open('killed');
  let killed = 0;
  for (let attempt = 0; attempt < kills; attempt += 1) {
    const { signal } = await process(450 + random() * 500);
    killed += signal === 'SIGKILL' ? 1 : 0;
  }
  const last = await process();
  expect(last.exitCode, last.stderr).toBe(0);
  expect(killed).toBeGreaterThan(0);
  expect(JSON.parse(last.stdout)).toMatchObject({ documents_total: messages, failures_waiting_total: 0 });
  expect(provider.calls - calmCalls).toBeLessThanOrEqual(calmCalls + killed * concurrency);
}, 600_000);
