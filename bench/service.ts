// What the API costs beside a bare route of the same library that reads the same row. `npm run bench:service`.
import { execFile, execFileSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Hono } from 'hono';
import { createApplication } from '../src/app.ts';
import { readConfiguration } from '../src/config/read-configuration.ts';
import { instantFromDate } from '../src/domain/instant.ts';
import { createApi } from '../src/http/create-api.ts';
import { routes } from '../src/http/routes.ts';
import { serve } from '../src/http/serve.ts';
import { authenticate } from '../src/pipeline/authenticate.ts';
import { createKey } from '../src/pipeline/create-key.ts';
import { createUser } from '../src/pipeline/create-user.ts';

const run = promisify(execFile);
const program = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const client = fileURLToPath(new URL('./service/ask-repeatedly.js', import.meta.url));
const sample = fileURLToPath(new URL('../../examples/sample-channel', import.meta.url));
const channel = '1987654321';
const rounds = 5;
const least = 0.6;
const work = mkdtempSync(join(tmpdir(), 'tg-parser-service-'));
const data = join(work, 'data');
execFileSync(process.execPath, [
  program,
  'run',
  '--from-export',
  sample,
  '--out',
  join(work, 'kb'),
  '--data-dir',
  data,
  '--quiet',
]);
const { configuration } = readConfiguration({
  environment: { DATA_DIR: data, LLM_PROVIDER: 'builtin', LOG_FORMAT: 'json' },
  envFileText: '',
  flags: {},
  readFile: () => '',
});
const { application, close } = await createApplication(configuration, { logStream: createWriteStream(devNull), version: '0' });
await createUser(application, { name: 'bench', role: 'reader' });
const { keyText } = await createKey(application, 'bench', { label: '', scopes: ['read'] });
const [card] = await application.topicStore.cards(channel);
const path = `/api/v1/topics/${card?.id}`;
const bare = new Hono();
bare.get('/api/v1/topics/:id', async (context) => context.json(await application.topicStore.card(context.req.param('id'))));
const whole = createApi(application, {
  routes,
  authenticate: (key) => authenticate(application, key, instantFromDate(application.clock.now())),
  timeoutInMs: 30_000,
  maxBodyBytes: 10_000,
  settings: configuration.jobs,
  stopping: new AbortController().signal,
  version: '0',
});
const listening = { host: '127.0.0.1', port: 0, graceInMs: 1_000 };
const [floor, api] = [await serve(bare, listening), await serve(whole, listening)];
try {
  await rate(floor.url, 1);
  await rate(api.url, 1);
  const measured = [];
  for (let round = 0; round < rounds; round++) {
    measured.push({ floor: await rate(floor.url, 3), api: await rate(api.url, 3) });
  }
  measured.sort((left, right) => left.api / left.floor - right.api / right.floor);
  const median = measured[Math.floor(rounds / 2)] ?? { floor: 0, api: 0 };
  const ratio = median.api / median.floor;
  console.log('| what | measured | floor | ratio | bound | holds |\n|---|---|---|---|---|---|');
  console.log(
    `| reads of one topic through the whole stack | ${median.api.toFixed(0)} a second | a bare route that reads the same row: ${median.floor.toFixed(0)} | ${ratio.toFixed(2)} | at least ${least} | ${ratio >= least ? 'yes' : 'no'} |`,
  );
} finally {
  await Promise.all([floor.stop(), api.stop()]);
  await close();
  rmSync(work, { recursive: true, force: true });
}

/** Answers a second. */
async function rate(url: string, seconds: number): Promise<number> {
  const { stdout } = await run(process.execPath, [client, url, path, keyText, String(seconds)]);
  return Number(stdout);
}
