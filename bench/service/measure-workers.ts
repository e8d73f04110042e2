import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createApplication } from '../../src/app.ts';
import { readConfiguration } from '../../src/config/read-configuration.ts';
import { startJob } from '../../src/jobs/start-job.ts';
import type { Application } from '../../src/pipeline/application.ts';
import { ingestChannel } from '../../src/pipeline/ingest-channel.ts';
import { upgradeDatabases } from '../../src/pipeline/upgrade-databases.ts';
import { spawnModelProvider } from '../../test/support/model-providers/spawn-model-provider.ts';
import { writeSmallExport } from '../../test/support/write-small-export.ts';
import type { ResultRow } from './result-row.ts';

const program = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));
const responder = fileURLToPath(new URL('../../test/support/answer-tasks.js', import.meta.url));
const channels = 16;
const messages = 320;
const latencyMs = 200;
const many = 4;
const least = 3.6;

/** The same jobs for one worker and for four, one job at a time each, one call to the model at a time each. */
export async function measureWorkers(folder: string, databases: { one: string; many: string }): Promise<ResultRow[]> {
  const provider = await spawnModelProvider('openai', { latencyMs, responder });
  const environment = {
    ...{ OPENAI_API_KEY: provider.key, OPENAI_BASE_URL: provider.url, LLM_PROVIDER: 'openai', LLM_MODEL: 'gpt-4.1-mini' },
    ...{ DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'ERROR' },
  };
  const alone = await secondsWith(1, folder, { ...environment, DATABASE_URL: databases.one });
  const { calls } = await provider.record();
  const together = await secondsWith(many, folder, { ...environment, DATABASE_URL: databases.many });
  await provider.close();
  const ratio = alone / together;
  return [
    {
      what: `${channels} jobs of ${calls / channels} calls of ${latencyMs} ms by ${many} workers`,
      measured: `${together.toFixed(1)} s`,
      floor: `by one worker: ${alone.toFixed(1)} s`,
      ratio,
      bound: `at least ${least} times as fast`,
      holds: ratio >= least,
    },
  ];
}

async function secondsWith(workers: number, folder: string, environment: Record<string, string>): Promise<number> {
  const { configuration } = readConfiguration({ environment, envFileText: '', flags: {}, readFile: () => '' });
  const { application, close } = await createApplication(configuration, {
    logStream: createWriteStream(devNull),
    version: '0',
  });
  await upgradeDatabases(application.databases, 'all');
  const sources = await ingestAll(application, folder);
  const running = await Promise.all(Array.from({ length: workers }, () => startWorker(environment)));
  const begunAt = performance.now();
  for (const source of sources) {
    const request = { source, concurrency: 1 };
    await startJob(application, { kind: 'process', request, ownerId: null, maxAttempts: 1 });
  }
  await allFinished(application);
  const elapsed = (performance.now() - begunAt) / 1_000;
  for (const worker of running) {
    worker.kill('SIGTERM');
    await once(worker, 'close');
  }
  await close();
  return elapsed;
}

async function ingestAll(application: Application, folder: string): Promise<string[]> {
  const sources: string[] = [];
  for (let index = 0; index < channels; index += 1) {
    const path = join(folder, `channel-${index}.json`);
    writeSmallExport(path, messages, 1_700_000_000 + index);
    const { source } = await ingestChannel(application, { exportPath: path, sourceName: null, via: null });
    sources.push(source.sourceId);
  }
  return sources;
}

/** Ready when it says so: what it takes to start is no part of the work. */
async function startWorker(environment: Record<string, string>): Promise<ChildProcess> {
  const worker = spawn(process.execPath, [program, 'worker', '-c', '1'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
  });
  await once(worker.stderr, 'data');
  return worker;
}

async function allFinished({ jobQueue }: Application): Promise<void> {
  for (;;) {
    const { byState } = await jobQueue.depth(new Date());
    if (byState.failed + byState.dead > 0) {
      throw new Error(`${byState.failed + byState.dead} jobs failed`);
    }
    if (byState.queued + byState.running === 0) {
      return;
    }
    await delay(50);
  }
}
