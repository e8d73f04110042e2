import { createWriteStream } from 'node:fs';
import { devNull } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { createApplication } from '../../src/app.ts';
import { readConfiguration } from '../../src/config/read-configuration.ts';
import { instantFromDate } from '../../src/domain/instant.ts';
import { createApi } from '../../src/http/create-api.ts';
import { createRequestLimiter } from '../../src/http/request-limiter.ts';
import { routes } from '../../src/http/routes.ts';
import { serve } from '../../src/http/serve.ts';
import { authenticate } from '../../src/pipeline/authenticate.ts';
import { createKey } from '../../src/pipeline/create-key.ts';
import { createUser } from '../../src/pipeline/create-user.ts';
import { runPipeline } from '../../src/pipeline/run-pipeline.ts';

const sample = fileURLToPath(new URL('../../../examples/sample-channel', import.meta.url));

/** Counts, and lets everything through. */
const unlimited = {
  limiter: createRequestLimiter({ windowInMs: 60_000, now: () => Date.now() }),
  ...{ requestsPerKey: 1_000_000, requestsPerAddress: 1_000_000_000, trustedProxies: [] },
};

export interface SampleApi {
  /** Whole API over the sample channel. */
  url: string;
  /** A bare route of the same library that reads the card of a topic. */
  bareUrl: string;
  key: string;
  /** Addresses of each kind of read; the first is a topic, which the bare route answers, too. */
  paths: string[];
  close(): Promise<void>;
}

/** Everything as `tg-parser api` has it, in this process, over SQLite in a folder that is empty yet. */
export async function openSampleApi(dataDirectory: string): Promise<SampleApi> {
  const { configuration } = readConfiguration({
    environment: { DATA_DIR: dataDirectory, LLM_PROVIDER: 'builtin', LOG_FORMAT: 'json' },
    envFileText: '',
    flags: {},
    readFile: () => '',
  });
  const { application, close } = await createApplication(configuration, {
    logStream: createWriteStream(devNull),
    version: '0',
  });
  const { source_id: sourceId, channel_id: channel } = await runPipeline(
    application,
    { exportPath: sample, sourceName: null, via: null },
    {
      ...{ ingest: {}, process: {}, topicize: { parameters: configuration.topicization } },
      ...{ export: { out: '', programVersion: '0' }, skip: new Set(['export'] as const) },
    },
  );
  await createUser(application, { name: 'bench', role: 'reader' });
  const { keyText } = await createKey(application, 'bench', { label: '', scopes: ['read'] });
  const [card] = await application.topicStore.cards(channel);
  const bare = new Hono();
  bare.get('/api/v1/topics/:id', async (context) => context.json(await application.topicStore.card(context.req.param('id'))));
  const whole = createApi(application, {
    routes,
    authenticate: (key) => authenticate(application, key, instantFromDate(application.clock.now())),
    timeoutInMs: 30_000,
    maxBodyBytes: 10_000,
    limits: unlimited,
    corsOrigins: [],
    settings: configuration.jobs,
    stopping: new AbortController().signal,
    version: '0',
  });
  const listening = { host: '127.0.0.1', port: 0, graceInMs: 1_000 };
  const [floor, api] = [await serve(bare, listening), await serve(whole, listening)];
  return {
    url: api.url,
    bareUrl: floor.url,
    key: keyText,
    paths: [
      `/api/v1/topics/${card?.id}`,
      `/api/v1/topics/${card?.id}/bundle`,
      `/api/v1/topics?channel=${channel}`,
      `/api/v1/documents?channel=${channel}`,
      `/api/v1/sources/${sourceId}`,
      `/api/v1/runs?channel=${channel}`,
      '/api/v1/jobs',
      '/health/ready',
    ],
    async close() {
      await Promise.all([floor.stop(), api.stop()]);
      await close();
    },
  };
}
