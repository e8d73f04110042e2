import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { openPostgresDatabases } from '../../src/adapters/store-postgres/open-postgres-databases.ts';
import { type OpenedStores, openStores } from '../../src/adapters/store-sql/open-stores.ts';
import { openSqliteDatabases } from '../../src/adapters/store-sqlite/open-sqlite-databases.ts';
import { databaseNames } from '../../src/ports/databases.ts';
import { databasePaths } from '../contract/open-temporary-databases.ts';
import { collect } from '../contract/raw-messages.ts';
import { startPostgresServer } from '../support/postgres-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { temporaryPostgres } from '../support/temporary-postgres.ts';

const script = fileURLToPath(new URL('../support/mixed-operations.mjs', import.meta.url));
const workers = 8;
/** `npm run test:crash` does 500 operations a process, `npm test` some. */
const operations = process.env.CRASH_KILLS === undefined ? 40 : 500;
const channelId = '1000000001';

it('eight processes that do everything at once on SQLite lose and double nothing', async () => {
  const paths = databasePaths(temporaryFolder());
  const stores = await prepare(openStores(openSqliteDatabases({ paths })));
  await expectExact(stores, await runAll({ engine: 'sqlite', paths }));
}, 600_000);

it('eight processes that do everything at once on PostgreSQL lose and double nothing', async () => {
  const url = await temporaryPostgres();
  const stores = await prepare(openPostgres(url));
  await expectExact(stores, await runAll({ engine: 'postgresql', url }));
}, 600_000);

it('the same when the server is killed in the middle and started again', async () => {
  const server = await startPostgresServer();
  onTestFinished(() => server.remove());
  const stores = await prepare(openPostgres(server.url));
  const all = runAll({ engine: 'postgresql', url: server.url, isRestarted: true });
  await delay(1_500);
  await server.stop();
  await delay(500);
  await server.start();
  await expectExact(stores, await all);
}, 600_000);

type Made = Record<'messages' | 'documents' | 'runs' | 'attempts' | 'locks', number>;

async function prepare(stores: OpenedStores): Promise<OpenedStores> {
  onTestFinished(() => stores.close());
  for (const name of databaseNames) {
    await stores.databases.upgrade(name);
  }
  await stores.sourceStore.add({ sourceId: 'shared', channelId }, '2024-05-01T12:00:00Z');
  return stores;
}

function openPostgres(url: string): OpenedStores {
  const connection = { connectionString: url };
  return openStores(openPostgresDatabases({ connections: { ingestion: connection, raw: connection, processing: connection } }));
}

async function runAll(request: Record<string, unknown>): Promise<Made> {
  const results = await Promise.all(
    Array.from({ length: workers }, (_, worker) => runOne({ ...request, worker, workers, operations })),
  );
  const sum = (what: keyof Made) => results.reduce((total, made) => total + made[what], 0);
  return {
    messages: sum('messages'),
    documents: sum('documents'),
    runs: sum('runs'),
    attempts: sum('attempts'),
    locks: sum('locks'),
  };
}

function runOne(request: Record<string, unknown>): Promise<Made> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, JSON.stringify(request)], { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(JSON.parse(stdout)) : reject(new Error(stderr))));
  });
}

async function expectExact(
  { rawStore, documentStore, runStore, sourceStore, stepLocks }: OpenedStores,
  made: Made,
): Promise<void> {
  expect((await rawStore.counts(channelId)).total).toBe(made.messages);
  const messages = await collect(rawStore.readAll(channelId, { pageSize: 500, withPayload: false }));
  expect(new Set(messages.map(({ message }) => message.source_ref)).size).toBe(made.messages);
  expect((await documentStore.counts(channelId)).documents).toBe(made.documents);
  const runs = await runStore.list({ limit: 100_000 });
  expect(runs.filter(({ outcome }) => outcome === 'done')).toHaveLength(made.runs);
  expect(new Set(runs.map(({ runId }) => runId)).size).toBe(made.runs);
  expect((await sourceStore.lastAttempt('shared')) === null).toBe(made.attempts === 0);
  expect(await stepLocks.held({ at: new Date() })).toEqual([]);
  expect(made.locks).toBeGreaterThan(0);
}
