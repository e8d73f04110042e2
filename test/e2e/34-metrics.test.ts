import { createWriteStream, readdirSync, readFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { createApplication } from '../../src/app.ts';
import { readConfiguration } from '../../src/config/read-configuration.ts';
import { metricTable } from '../../src/domain/metric-table.ts';
import { createApi } from '../../src/http/create-api.ts';
import { createRequestLimiter } from '../../src/http/request-limiter.ts';
import { routes } from '../../src/http/routes.ts';
import { executeJob } from '../../src/jobs/execute-job.ts';
import { runWorker } from '../../src/jobs/run-worker.ts';
import { startJob } from '../../src/jobs/start-job.ts';
import { addSource } from '../../src/pipeline/add-source.ts';
import { upgradeDatabases } from '../../src/pipeline/upgrade-databases.ts';
import { respond } from '../support/answer-tasks.ts';
import { startForTest } from '../support/model-providers/start-for-test.ts';
import { makeChannel, makeMessages } from '../support/telegram/make-channel.ts';
import { startTelegramWeb } from '../support/telegram-web/start-telegram-web.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { temporaryPostgres } from '../support/temporary-postgres.ts';

const deploy = fileURLToPath(new URL('../../deploy', import.meta.url));

/** Names of metrics in what a file shows or watches; those of a histogram are its own and three more. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/\btg_parser_\w+/g)].map(([name]) => name.replace(/_(bucket|sum|count)$/, ''));
}

const watched = [
  readFileSync(join(deploy, 'prometheus/alerts.yml'), 'utf8'),
  ...readdirSync(join(deploy, 'grafana/dashboards')).map((name) =>
    readFileSync(join(deploy, 'grafana/dashboards', name), 'utf8'),
  ),
].flatMap(namesIn);

test('dashboards and alerts watch metrics that there are, and every metric is watched', () => {
  expect([...new Set(watched)].sort()).toEqual(Object.keys(metricTable).sort());
});

test('each alert has a runbook', () => {
  const alerts = readFileSync(join(deploy, 'prometheus/alerts.yml'), 'utf8');
  const operations = readFileSync(fileURLToPath(new URL('../../docs/operations.md', import.meta.url)), 'utf8');
  for (const [, name = ''] of alerts.matchAll(/alert: (\w+)/g)) {
    expect(alerts).toContain(`docs/operations.md#${name.toLowerCase()}`);
    expect(operations).toContain(`### ${name}\n`);
  }
});

test('every metric moves when the service does what it is about', { timeout: 60_000 }, async () => {
  const web = await startTelegramWeb([makeChannel({ username: 'harbour', messages: makeMessages(40, 5) })]);
  onTestFinished(() => web.close());
  // The second request: the first one looks who it is.
  web.faults.set(2, { kind: 'status', status: 500 });
  const provider = await startForTest('openai', { respond });
  let calls = 0;
  provider.options.faults = ({ endpoint }) => {
    calls += endpoint === 'generation' ? 1 : 0;
    return calls === 1 ? { kind: 'server_error' } : null;
  };
  const { configuration } = readConfiguration({
    environment: {
      ...{ DATA_DIR: temporaryFolder(), DATABASE_URL: await temporaryPostgres(), LOG_LEVEL: 'ERROR' },
      ...{ TELEGRAM_WEB_BASE_URL: web.url, TELEGRAM_WEB_PAUSE: '0', RETRY_BACKOFF_BASE: '0.1' },
      ...{ LLM_PROVIDER: 'openai', LLM_MODEL: 'gpt-4.1-mini', OPENAI_API_KEY: provider.key, OPENAI_BASE_URL: provider.url },
    },
    envFileText: '',
    flags: {},
    readFile: () => '',
  });
  const { application, close } = await createApplication(configuration, {
    logStream: createWriteStream(devNull),
    version: '0',
    withMetrics: true,
  });
  onTestFinished(close);
  await upgradeDatabases(application.databases, 'all');
  const api = createApi(application, {
    routes,
    authenticate: async () => null,
    limits: {
      limiter: createRequestLimiter({ windowInMs: 60_000, now: () => Date.now() }),
      ...{ requestsPerKey: 0, requestsPerAddress: 0, trustedProxies: [] },
    },
    ...{ settings: configuration.jobs, corsOrigins: [], timeoutInMs: 5_000, maxBodyBytes: 1_000, version: '0' },
    stopping: new AbortController().signal,
  });
  const before = await read();

  await api.request('/api/v1/sources');
  const { sourceId } = await addSource(application, { channelUsername: 'harbour', settings: { via: 'web', pollInterval: 60 } });
  await startJob(application, { kind: 'run', request: { source: sourceId }, ownerId: null, maxAttempts: 1 });
  await startJob(application, { kind: 'process', request: { source: sourceId }, ownerId: null, maxAttempts: 1 });
  const waiting = await read();
  const stop = new AbortController();
  let isAway = true;
  const claim: typeof application.jobQueue.claim = (options) => {
    if (isAway) {
      isAway = false;
      return Promise.reject(new Error('away'));
    }
    return application.jobQueue.claim(options);
  };
  let ended = 0;
  await runWorker(
    { ...application, jobQueue: { ...application.jobQueue, claim } },
    {
      ...{ concurrency: 1, heartbeatInMs: 10_000, shutdownGraceInMs: 10_000, pollInMs: 10, signal: stop.signal },
      backoff: { baseInMs: 1, maxInMs: 1, jitter: 0 },
      execute: (job, run) =>
        executeJob(application, job, {
          ...{ topicization: configuration.topicization, programVersion: '0', ...run },
          exportsDirectory: configuration.jobs.exportsDirectory,
          jobRetentionInDays: 30,
        }),
      onEnded: () => {
        ended += 1;
        if (ended === 2) {
          stop.abort();
        }
      },
    },
  );

  const after = await read();
  const still = Object.keys(metricTable).filter((name) =>
    [waiting, after].every((values) => values.get(name) === before.get(name)),
  );
  expect(still).toEqual([]);
  const text = (await application.metrics?.text()) ?? '';
  expect(text).toContain('tg_parser_jobs_ended_total{kind="run",state="finished"} 1');
  expect(text).toContain('tg_parser_messages_total{stage="ingest",outcome="added"} 40');
  expect(text).toMatch(/tg_parser_http_requests_total\{method="GET",route="\/api\/v1\/sources",status="401"\} 1/);

  /** The values of each metric, as one text. */
  async function read(): Promise<Map<string, string>> {
    const values = new Map<string, string>();
    for (const line of ((await application.metrics?.text()) ?? '').split('\n').filter((text) => /^tg_parser/.test(text))) {
      const [name = ''] = namesIn(line);
      values.set(name, `${values.get(name) ?? ''}${line}\n`);
    }
    return values;
  }
});
