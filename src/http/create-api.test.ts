import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { newCall } from '../../test/contract/model-call-store.ts';
import { runInProcess } from '../../test/support/run-in-process.ts';
import { createApplication, type OpenedApplication } from '../app.ts';
import { parseConfiguredKeys } from '../config/parse-configured-keys.ts';
import { readConfiguration } from '../config/read-configuration.ts';
import type { Scope } from '../domain/api-key.ts';
import { instantFromDate } from '../domain/instant.ts';
import type { Job } from '../domain/job.ts';
import type { Role } from '../domain/user.ts';
import { executeJob } from '../jobs/execute-job.ts';
import { addSchedule } from '../jobs/manage-schedules.ts';
import { startJob } from '../jobs/start-job.ts';
import { authenticate, type Identity } from '../pipeline/authenticate.ts';
import { authenticateConfigured } from '../pipeline/authenticate-configured.ts';
import { createKey } from '../pipeline/create-key.ts';
import { createUser } from '../pipeline/create-user.ts';
import { revokeKey } from '../pipeline/revoke-key.ts';
import { createApi } from './create-api.ts';
import { errorAnswerSchema } from './error-answer.ts';
import { createRequestLimiter } from './request-limiter.ts';
import { defineRoute, isOtherAnswer, keepsAnswers, type Route, type RouteSettings } from './route.ts';
import { routes } from './routes.ts';

const sample = fileURLToPath(new URL('../../examples/sample-channel', import.meta.url));

/** Counts, and lets everything through. */
const unlimited = {
  limiter: createRequestLimiter({ windowInMs: 60_000, now: () => Date.now() }),
  ...{ requestsPerKey: 1_000_000, requestsPerAddress: 1_000_000_000, trustedProxies: [] },
};
const channel = '1987654321';
/** Whose channel it is; somebody else; an admin; and somebody whose key is good for something else. */
const identities: Record<string, Identity> = {
  valid: identityOf('u1', 'editor', ['read', 'run', 'manage']),
  foreign: identityOf('u2', 'editor', ['read', 'run', 'manage']),
  admin: identityOf('u3', 'admin', ['read', 'run', 'manage', 'admin']),
  reader: identityOf('u1', 'reader', ['read']),
  runner: identityOf('u1', 'editor', ['read', 'run']),
  narrow: identityOf('u1', 'editor', ['manage']),
};

function identityOf(userId: string, role: Role, may: Scope[]): Identity {
  const at = '2026-01-01T00:00:00Z';
  return {
    user: { userId, name: userId, role, createdAt: at, disabledAt: null },
    key: {
      keyId: `${role} ${userId}`,
      userId,
      label: '',
      scopes: may,
      createdAt: at,
      expiresAt: null,
      revokedAt: null,
      lastUsedAt: null,
    },
    may,
  };
}

let folder: string;
let opened: OpenedApplication;
let settings: RouteSettings;
/** A job that has ended and left files, and one that waits. */
let exportJobId: string;
let otherJobId: string;
let keyId: string;
let scheduleId: string;
let api: ReturnType<typeof createApi>;
const logged: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tg-parser-api-'));
  const data = join(folder, 'data');
  await runInProcess([
    'run',
    '--from-export',
    sample,
    '--out',
    join(data, 'kb'),
    '--data-dir',
    data,
    '--no-progress',
    '--quiet',
  ]);
  const { configuration } = readConfiguration({
    environment: { DATA_DIR: data, LLM_PROVIDER: 'builtin', LOG_FORMAT: 'json' },
    envFileText: '',
    flags: {},
    readFile: () => '',
  });
  settings = configuration.jobs;
  const logStream = { write: (line: string) => logged.push(line) } as unknown as NodeJS.WritableStream;
  opened = await createApplication(configuration, { logStream, version: '0' });
  const { sourceStore, userStore } = opened.application;
  await userStore.addUser(identityOf('u1', 'editor', []).user);
  await userStore.addUser(identityOf('u2', 'editor', []).user);
  await userStore.addUser(identityOf('u3', 'admin', []).user);
  const source = await sourceStore.findByChannelId(channel);
  await sourceStore.update(source?.sourceId ?? '', { ownerId: 'u1' }, '2026-01-01T00:00:00Z');
  const start = { request: { source: source?.sourceId ?? '' }, ownerId: 'u1', maxAttempts: 1 };
  const { job } = await startJob(opened.application, { ...start, kind: 'export' });
  await finishJobs(job);
  exportJobId = job.jobId;
  otherJobId = (await startJob(opened.application, { ...start, kind: 'ingest' })).job.jobId;
  keyId = (await createKey(opened.application, 'u1', { scopes: ['read'] })).apiKey.keyId;
  scheduleId = await freshSchedule();
  api = openApi(routes);

  async function finishJobs(wanted: Job): Promise<void> {
    const execution = { ...settings, jobRetentionInDays: 30, topicization: configuration.topicization, programVersion: '0' };
    const { jobQueue } = opened.application;
    const [claimed] = await jobQueue.claim({ most: 1, at: new Date(), leaseInMs: 60_000 });
    const end = await executeJob(opened.application, wanted.jobId === claimed?.job.jobId ? claimed.job : wanted, execution);
    const claim = { jobId: wanted.jobId, token: claimed?.token ?? 0 };
    await jobQueue.settle([{ ...claim, settlement: { state: 'finished', ...end } }], new Date());
  }
});
afterAll(async () => {
  await opened.close();
  rmSync(folder, { recursive: true });
});

function openApi(own: readonly Route[], timeoutInMs = 5_000, options: Partial<Parameters<typeof createApi>[1]> = {}) {
  return createApi(opened.application, {
    routes: own,
    authenticate: async (key) => identities[key] ?? null,
    timeoutInMs,
    maxBodyBytes: 10_000,
    limits: unlimited,
    corsOrigins: [],
    settings,
    stopping: new AbortController().signal,
    version: '0',
    ...options,
  });
}

async function ask(
  path: string,
  { headers = {}, method = 'GET', body }: { headers?: Record<string, string>; method?: string; body?: unknown } = {},
) {
  const response = await api.request(path, {
    method,
    headers: {
      authorization: 'Bearer valid',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return { status: response.status, headers: response.headers, text, body: isJson && text !== '' ? JSON.parse(text) : null };
}

interface Example {
  /** Of something that is there. */
  address: string;
  body?: object;
}

/** A request that can be answered, for each route. */
async function examples(): Promise<Record<string, Example>> {
  const { topicStore, documentStore, runStore } = opened.application;
  const [topic] = await topicStore.cards(channel);
  const [run] = await runStore.list({ channelId: channel, limit: 1 });
  const { value: [document] = [] } = await documentStore.readDocuments(channel, { pageSize: 1 })[Symbol.asyncIterator]().next();
  const started = Object.fromEntries(
    ['ingest', 'process', 'topicize', 'export', 'run'].map((kind) => [
      `post /api/v1/${kind}`,
      { address: `/api/v1/${kind}`, body: { source: channel } },
    ]),
  );
  return {
    'get /health': { address: '/health' },
    'get /metrics': { address: '/metrics' },
    'get /health/ready': { address: '/health/ready' },
    'get /api/v1/sources': { address: '/api/v1/sources' },
    'get /api/v1/sources/{source}': { address: `/api/v1/sources/${channel}` },
    'get /api/v1/documents': { address: `/api/v1/documents?channel=${channel}` },
    'get /api/v1/documents/{source_ref}': { address: `/api/v1/documents/${document.source_ref}` },
    'get /api/v1/topics': { address: `/api/v1/topics?channel=${channel}` },
    'get /api/v1/topics/{topic_id}': { address: `/api/v1/topics/${encodeURIComponent(topic?.id ?? '')}` },
    'get /api/v1/topics/{topic_id}/bundle': { address: `/api/v1/topics/${topic?.id}/bundle` },
    'get /api/v1/topics/{topic_id}/history': { address: `/api/v1/topics/${topic?.id}/history` },
    'get /api/v1/runs': { address: `/api/v1/runs?channel=${channel}` },
    'get /api/v1/runs/{run_id}': { address: `/api/v1/runs/${run?.runId}` },
    'get /api/v1/failures': { address: `/api/v1/failures?channel=${channel}` },
    ...started,
    'get /api/v1/jobs': { address: '/api/v1/jobs' },
    'get /api/v1/jobs/{job_id}': { address: `/api/v1/jobs/${exportJobId}` },
    'get /api/v1/status/{job_id}': { address: `/api/v1/status/${exportJobId}` },
    'get /api/v1/jobs/{job_id}/events': { address: `/api/v1/jobs/${exportJobId}/events` },
    'post /api/v1/jobs/{job_id}/cancel': { address: `/api/v1/jobs/${exportJobId}/cancel` },
    'get /api/v1/export/download/{job_id}': { address: `/api/v1/export/download/${exportJobId}` },
    'post /api/v1/sources': { address: '/api/v1/sources', body: { source_id: fresh('s') } },
    'patch /api/v1/sources/{source}': { address: `/api/v1/sources/${channel}`, body: { poll_interval: 60 } },
    'delete /api/v1/sources/{source}': { address: `/api/v1/sources/${channel}` },
    'post /api/v1/sources/{source}/pause': { address: `/api/v1/sources/${channel}/pause` },
    'post /api/v1/sources/{source}/resume': { address: `/api/v1/sources/${channel}/resume` },
    'get /scheduler': { address: '/scheduler' },
    'get /api/v1/schedules': { address: '/api/v1/schedules' },
    'post /api/v1/schedules': { address: '/api/v1/schedules', body: { source: channel, cron: '0 6 * * *' } },
    'patch /api/v1/schedules/{schedule_id}': { address: `/api/v1/schedules/${scheduleId}`, body: { is_enabled: false } },
    'delete /api/v1/schedules/{schedule_id}': { address: `/api/v1/schedules/${await freshSchedule()}` },
    'get /api/v1/users': { address: '/api/v1/users' },
    'post /api/v1/users': { address: '/api/v1/users', body: { name: fresh('u'), role: 'reader' } },
    'patch /api/v1/users/{name}': { address: '/api/v1/users/u1', body: { is_disabled: false } },
    'get /api/v1/keys': { address: '/api/v1/keys' },
    'post /api/v1/keys': { address: '/api/v1/keys', body: { user: 'u1', scopes: ['read'] } },
    'delete /api/v1/keys/{key_id}': { address: `/api/v1/keys/${keyId}` },
    'get /api/v1/usage': { address: '/api/v1/usage' },
    'get /status': { address: '/status' },
    'get /status/detailed': { address: '/status/detailed' },
    'post /api/v1/jobs/{job_id}/retry': { address: `/api/v1/jobs/${otherJobId}/retry` },
  };
}

/** Routes that show each caller a list of their own. */
const ownLists = [
  'get /api/v1/sources',
  'get /api/v1/jobs',
  'get /api/v1/keys',
  'get /api/v1/usage',
  'get /status',
  'get /scheduler',
  'get /api/v1/schedules',
];
/** A route that is about nothing that was there before. */
const creating = 'post /api/v1/sources';
const forAdmins = new Set(
  routes.filter(({ needs, isForAdmins }) => needs === 'admin' || isForAdmins).map(({ method, path }) => `${method} ${path}`),
);

async function freshSchedule(): Promise<string> {
  const toAdd = { kind: 'run', source: channel, cron: '0 6 * * *' } as const;
  return (await addSchedule(opened.application, toAdd, { ownerId: 'u1' })).scheduleId;
}

let made = 0;
function fresh(prefix: string): string {
  made += 1;
  return `${prefix}-${made}`;
}

function askFor(route: string, { address, body }: Example, headers: Record<string, string> = {}) {
  return ask(address, { method: route.split(' ')[0]?.toUpperCase() ?? '', headers, body });
}

test('every route has an example, so that all that follows is about every route', async () => {
  expect(Object.keys(await examples()).sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
});

describe('every answer is as its schema says', () => {
  test('on a walk through all that there is', async () => {
    const asked = await examples();
    for (const { method, path, answer, status: promised } of routes) {
      const example = asked[`${method} ${path}`] ?? { address: '' };
      const who = forAdmins.has(`${method} ${path}`) ? 'admin' : 'valid';
      const { status, body, headers } = await askFor(`${method} ${path}`, example, { authorization: `Bearer ${who}` });
      expect([path, status]).toEqual([path, promised]);
      if (isOtherAnswer(answer)) {
        expect(answer.mediaTypes).toContain(headers.get('content-type'));
      } else {
        expect(answer.safeParse(body).error).toBeUndefined();
      }
    }
  });

  test('and errors have one shape', async () => {
    for (const [path, status, code] of [
      ['/nothing', 404, 'not_found'],
      ['/api/v1/sources/nobody', 404, 'not_found'],
      ['/api/v1/topics', 400, 'request_invalid'],
      ['/api/v1/topics?channel=nobody', 404, 'not_found'],
      ['/api/v1/topics?set=nobody', 404, 'not_found'],
      [`/api/v1/topics?channel=${channel}&limit=0`, 400, 'request_invalid'],
      [`/api/v1/documents?channel=${channel}&from=yesterday`, 400, 'request_invalid'],
      [`/api/v1/documents?channel=${channel}&from=0000-01-01T00:00:00Z`, 400, 'request_invalid'],
      [`/api/v1/documents?channel=${channel}&to=2026-02-30T25:00:00Z`, 400, 'request_invalid'],
      ['/api/v1/usage?since=0000-01-01', 400, 'request_invalid'],
      ['/api/v1/usage?until=9999-12-31', 400, 'request_invalid'],
      ['/api/v1/documents/nonsense', 400, 'usage_invalid'],
      ['/api/v1/sources/a%00b', 400, 'request_invalid'],
      ['/api/v1/sources?after=%00', 400, 'request_invalid'],
      ['/api/v1/documents/tg:1:post:1', 404, 'not_found'],
      ['/api/v1/topics/topic:tg:1:post:1/bundle', 404, 'not_found'],
      ['/api/v1/runs/x', 404, 'not_found'],
    ] as const) {
      const answered = await ask(path);
      expect([path, answered.status, answered.body.error.code]).toEqual([path, status, code]);
      expect(errorAnswerSchema.parse(answered.body).error.request_id).toBe(answered.headers.get('x-request-id'));
    }
  });
});

test('pages join to the whole list', async () => {
  const walk = async (path: string, keyOf: (item: Record<string, string>) => string | undefined) => {
    const keys: (string | undefined)[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const { body } = await ask(`${path}&limit=7${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`);
      keys.push(...body.items.map(keyOf));
      after = body.next;
    }
    return keys;
  };
  const cards = await opened.application.topicStore.cards(channel);
  expect(await walk(`/api/v1/topics?channel=${channel}`, ({ id }) => id)).toEqual(cards.map(({ id }) => id));
  const largest = cards[0]?.id ?? '';
  const bundle = await opened.application.topicStore.bundle(largest);
  const items = bundle?.items.map((item) => item.source_ref);
  expect(await walk(`/api/v1/topics/${largest}/bundle?x`.replace('?x', '?'), (item) => item.source_ref)).toEqual(items);
  const { documents: total } = await opened.application.documentStore.counts(channel);
  const documents = await walk(`/api/v1/documents?channel=${channel}`, (document) => document.source_ref);
  expect(new Set(documents).size).toBe(documents.length);
  expect(documents).toHaveLength(total);
  const runs = await walk(`/api/v1/runs?channel=${channel}`, (run) => run.run_id);
  expect(runs).toEqual((await opened.application.runStore.list({ channelId: channel, limit: 99 })).map(({ runId }) => runId));
});

describe('who asks', () => {
  test('nobody with a valid key: every route but those about health is closed, and says no more than that', async () => {
    for (const [route, example] of Object.entries(await examples())) {
      for (const headers of [{ authorization: '' }, { authorization: 'Bearer wrong' }, { authorization: 'Basic dmFsaWQ=' }]) {
        const { status, body } = await askFor(route, example, headers);
        const isOpen = route.includes('/health');
        expect([route, status, body.error?.code]).toEqual([route, ...(isOpen ? [200, undefined] : [401, 'key_required'])]);
      }
    }
    expect((await ask('/api/v1/sources', { headers: { authorization: '', 'x-api-key': 'valid' } })).status).toBe(200);
  });

  test('with keys of the database: one that expired, was revoked, or is of a user who is disabled opens no route', async () => {
    const { application } = opened;
    const user = await createUser(application, { name: fresh('u'), role: 'admin' });
    const gone = await createUser(application, { name: fresh('u'), role: 'admin' });
    const keyOf = (name: string, expires = 'none') => createKey(application, name, { scopes: ['read', 'admin'], expires });
    const [expired, revoked, disabled, valid] = [
      await keyOf(user.name, '1'),
      await keyOf(user.name),
      await keyOf(gone.name),
      await keyOf(user.name),
    ];
    await revokeKey(application, revoked.apiKey.keyId);
    await application.userStore.changeUser(gone.userId, { disabledAt: '2026-01-01T00:00:00Z' });
    const at = instantFromDate(new Date(Date.now() + 3 * 86_400_000));
    const own = openApi(routes, 5_000, { authenticate: (text) => authenticate(application, text, at) });
    for (const [route, { address }] of Object.entries(await examples())) {
      const [method = ''] = route.split(' ');
      for (const { keyText } of [expired, revoked, disabled]) {
        const headers = { authorization: `Bearer ${keyText}` };
        const { status } = await own.request(address, { method: method.toUpperCase(), headers });
        expect([route, status]).toEqual([route, route.includes('/health') ? 200 : 401]);
      }
    }
    const headers = { authorization: `Bearer ${valid.keyText}` };
    expect((await own.request('/api/v1/users', { headers })).status).toBe(200);
  });

  test('with keys of the settings: each has the role that it was given, and what it registers is of everybody', async () => {
    const keys = parseConfiguredKeys(`ci:editor:${'1'.repeat(32)},view:reader:${'2'.repeat(32)}`);
    const own = openApi(routes, 5_000, { authenticate: async (text) => authenticateConfigured(keys, text) });
    const post = async (key: string) => {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': fresh('k') };
      const init = { method: 'POST', headers, body: JSON.stringify({ source_id: 'of-a-machine' }) };
      const response = await own.request('/api/v1/sources', init);
      return [response.status, ((await response.json()) as { is_shared?: boolean }).is_shared];
    };
    expect(await post('2'.repeat(32))).toEqual([403, undefined]);
    expect(await post('3'.repeat(32))).toEqual([401, undefined]);
    expect(await post('1'.repeat(32))).toEqual([201, true]);
  });

  test('without a key, where none is required: programs of this machine only, and never with a key that is wrong', async () => {
    const own = openApi(routes, 5_000, { isKeyRequired: false });
    const from = async (peer: string, headers: Record<string, string> = {}) => {
      const connection = { incoming: { socket: { remoteAddress: peer, remotePort: 1, remoteFamily: 'IPv4' } } };
      return (await own.request('/api/v1/users', { headers: { host: 'localhost:8000', ...headers } }, connection)).status;
    };
    expect([await from('127.0.0.1'), await from('10.0.0.7')]).toEqual([200, 401]);
    expect(await from('127.0.0.1', { host: 'evil.example.org' })).toBe(401);
    expect(await from('127.0.0.1', { authorization: 'Bearer wrong' })).toBe(401);
    expect(await from('127.0.0.1', { authorization: 'Basic d3Jvbmc=' })).toBe(401);
    expect((await openApi(routes).request('/api/v1/users', { headers: { host: 'localhost' } })).status).toBe(401);
  });

  test('somebody whose key is for something else', async () => {
    const asked = await examples();
    for (const { method, path, needs } of routes.filter((route) => route.needs !== null)) {
      const tooNarrow = {
        read: ['narrow'],
        run: ['narrow', 'reader'],
        manage: ['reader', 'runner'],
        admin: ['valid', 'reader'],
      };
      for (const who of tooNarrow[needs ?? 'read']) {
        const example = asked[`${method} ${path}`] ?? { address: '' };
        const { status, body } = await askFor(`${method} ${path}`, example, { authorization: `Bearer ${who}` });
        expect([path, who, status, body.error.code]).toEqual([path, who, 403, 'not_allowed']);
      }
    }
  });

  test('somebody whose channel it is not: what is there looks like what is not, to the letter', async () => {
    const headers = { authorization: 'Bearer foreign', 'x-request-id': 'same' };
    for (const [route, example] of Object.entries(await examples())) {
      const foreign = await askFor(route, example, headers);
      if (ownLists.includes(route)) {
        expect(foreign.text).not.toContain(channel);
      } else if (forAdmins.has(route)) {
        expect([route, foreign.status]).toEqual([route, 403]);
      } else if (!route.includes('/health') && route !== creating) {
        expect([route, foreign.status]).toEqual([route, 404]);
        const missing = await askFor(route, toMissing(example), headers);
        expect(withoutNames(missing.text)).toBe(withoutNames(foreign.text));
      }
      // By now the name may be taken: what makes something makes something else.
      const again = (await examples())[route] ?? example;
      const { status } = await askFor(route, again, { authorization: 'Bearer admin' });
      expect([route, status < 300]).toEqual([route, true]);
    }
  });

  /** The same request about something that is not there. */
  function toMissing({ address, body }: Example): Example {
    return {
      address: address.replaceAll(channel, '1999999999').replace(/(runs|jobs|status|download|schedules)\/[^/]*/, '$1/none'),
      ...(body === undefined ? {} : { body: 'source' in body ? { ...body, source: '1999999999' } : body }),
    };
  }

  function withoutNames(text: string): string {
    return text
      .replaceAll(channel, 'X')
      .replaceAll('1999999999', 'X')
      .replace(/(run|job|schedule) \\"[^"]*"/, '$1');
  }
});

describe('sources', () => {
  const post = (body: object, who = 'valid') =>
    ask('/api/v1/sources', { method: 'POST', body, headers: { authorization: `Bearer ${who}` } });

  test('belong to who registers them, and who may not see one does not learn whose it is', async () => {
    const first = await post({ channel_username: '@somewhere', include_comments: false, history_from: '2026-01-31' });
    expect([first.status, first.body.is_shared, first.body.history_from]).toEqual([201, false, '2026-01-31T00:00:00Z']);
    expect((await post({ channel_username: 'somewhere' })).body.error.message).toContain('"somewhere"');
    const foreign = await post({ channel_username: 'somewhere' }, 'foreign');
    expect([foreign.status, foreign.body.error.code]).toEqual([409, 'source_exists']);
    expect(foreign.text).not.toContain('somewhere');
    expect((await post({ source_id: 'for-all', is_shared: true })).status).toBe(403);
    expect((await post({ source_id: 'for-all', is_shared: true }, 'admin')).body.is_shared).toBe(true);
    expect((await ask('/api/v1/sources/for-all', { headers: { authorization: 'Bearer foreign' } })).status).toBe(200);
  });

  test('are deleted when their id is repeated, and counted before', async () => {
    await post({ source_id: 'soon-gone' });
    const counted = await ask('/api/v1/sources/soon-gone', { method: 'DELETE' });
    expect(counted.body).toMatchObject({ source_id: 'soon-gone', is_removed: false, raw_messages: 0 });
    expect((await ask('/api/v1/sources/soon-gone?confirm=other', { method: 'DELETE' })).status).toBe(400);
    await ask('/api/v1/ingest', { method: 'POST', body: { source: 'soon-gone' } });
    expect((await ask('/api/v1/sources/soon-gone?confirm=soon-gone', { method: 'DELETE' })).body.is_removed).toBe(true);
    expect((await ask('/api/v1/sources/soon-gone')).status).toBe(404);
    const { items } = (await ask('/api/v1/jobs')).body;
    expect(items.filter((job: { source_id: string }) => job.source_id === 'soon-gone')).toEqual([]);
  });

  test.each([
    [{}, 'usage_invalid'],
    [{ source_id: '../x' }, 'request_invalid'],
    [{ source_id: 'x', history_from: '2026-02-31' }, 'request_invalid'],
    [{ source_id: 'x', via: 'export' }, 'request_invalid'],
    [{ source_id: 'x', export_path: '/etc/passwd' }, 'request_invalid'],
  ])('are not registered from %j', async (body, code) => {
    const answered = await post(body);
    expect([answered.status, answered.body.error.code]).toEqual([400, code]);
  });

  test('have an owner that admins may change', async () => {
    await post({ source_id: 'given' });
    const give = (who: string, owner: string | null) =>
      ask('/api/v1/sources/given', { method: 'PATCH', body: { owner }, headers: { authorization: `Bearer ${who}` } });
    expect((await give('valid', null)).status).toBe(403);
    expect((await give('admin', 'nobody')).body.error.code).toBe('user_unknown');
    expect((await give('admin', null)).body.is_shared).toBe(true);
  });
});

test('a key is shown to who makes it and to nobody later, and a user sees own keys only', async () => {
  const asAdmin = { authorization: 'Bearer admin' };
  const body = { user: 'u1', label: 'laptop', scopes: ['read'], expires: '30' };
  const key = await ask('/api/v1/keys', { method: 'POST', headers: asAdmin, body });
  expect(key.status).toBe(201);
  const secret = key.body.key_text.split('_').at(-1);
  for (const who of ['admin', 'valid', 'foreign']) {
    const listed = await ask('/api/v1/keys?limit=500', { headers: { authorization: `Bearer ${who}` } });
    expect(listed.text).not.toContain(secret);
    expect(listed.text.includes(key.body.key_id)).toBe(who !== 'foreign');
  }
  const scopes = ['admin'];
  const greedy = await ask('/api/v1/keys', { method: 'POST', headers: asAdmin, body: { ...body, scopes } });
  expect([greedy.status, greedy.body.error.code]).toEqual([403, 'scope_not_allowed']);
});

describe('a POST under an Idempotency-Key', () => {
  const kept = routes.filter(keepsAnswers);
  const under = (key: string, who = 'valid') => ({ 'idempotency-key': key, authorization: `Bearer ${who}` });

  test.each(kept.map(({ method, path }) => `${method} ${path}`))('%s is carried out once', async (route) => {
    const example = (await examples())[route] ?? { address: '' };
    const headers = under(`once ${route}`.replaceAll(' ', '-'), forAdmins.has(route) ? 'admin' : 'valid');
    const first = await askFor(route, example, headers);
    const again = await askFor(route, example, headers);
    expect([first.status < 300, first.headers.get('idempotency-replayed')]).toEqual([true, null]);
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([first.status, 'true']);
    expect(again.body).toEqual('key_text' in first.body ? { ...first.body, key_text: null } : first.body);
  });

  test('is none of another request and none of another user, and none that failed', async () => {
    const post = (body: object, headers: Record<string, string>) => ask('/api/v1/sources', { method: 'POST', body, headers });
    const first = await post({ source_id: 'once-1' }, under('mine'));
    const other = await post({ source_id: 'once-2' }, under('mine'));
    expect([first.status, other.status, other.body.error.code]).toEqual([201, 409, 'idempotency_key_reused']);
    expect((await post({ source_id: 'once-2' }, under('mine', 'foreign'))).status).toBe(201);
    expect((await post({ source_id: 'once-1' }, under('again'))).status).toBe(409);
    await ask('/api/v1/sources/once-1?confirm=once-1', { method: 'DELETE' });
    expect((await post({ source_id: 'once-1' }, under('again'))).status).toBe(201);
  });

  test('never leaves a secret behind', async () => {
    const body = { user: 'u1', scopes: ['read'] };
    const { body: key } = await ask('/api/v1/keys', { method: 'POST', body, headers: under('secret', 'admin') });
    const names = ['ingestion_state', 'raw_storage', 'processing_storage'];
    const files = names.flatMap((name) => [`${name}.sqlite`, `${name}.sqlite-wal`]);
    const stored = files.map((file) => join(folder, 'data', file)).filter(existsSync);
    expect(stored.length).toBeGreaterThan(2);
    for (const path of stored) {
      expect(readFileSync(path).includes(key.key_text.split('_').at(-1))).toBe(false);
    }
  });

  test('that takes too long is not begun twice: who asks again waits for it, and gets its answer', async () => {
    let finish: () => void = () => undefined;
    let begun = 0;
    const route = defineRoute({
      ...{ method: 'post', path: '/slow', summary: '', tag: '', needs: 'read', answer: z.object({ begun: z.number() }) },
      async handle() {
        begun += 1;
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        return { begun };
      },
    });
    const own = openApi([route], 700);
    const post = () => own.request('/slow', { method: 'POST', headers: under('slow') });
    expect((await post()).status).toBe(504);
    const meanwhile = await post();
    const { error } = errorAnswerSchema.parse(await meanwhile.json());
    expect([meanwhile.status, error.code, meanwhile.headers.get('retry-after')]).toEqual([409, 'request_under_way', '1']);
    finish();
    await vi.waitFor(async () => expect(await (await post()).json()).toEqual({ begun: 1 }));
  });
});

test('usage is told by channel, run and day, and of a run to nobody who does not see its channel', async () => {
  const { modelCallStore, runStore } = opened.application;
  const [run] = await runStore.list({ channelId: channel, limit: 1 });
  const startedAt = new Date('2026-03-31T23:59:59Z');
  const call = { runId: run?.runId ?? '', channelId: channel, step: 'process', provider: 'p', model: 'm', items: 1 } as const;
  const result = { outcome: 'answered', usage: null, costUsd: 0.5, durationMs: 1 } as const;
  await modelCallStore.record(newCall('counted', { ...call, startedAt }), result);
  await modelCallStore.record(newCall('other', { ...call, runId: 'other', startedAt }), result);
  const calls = async (query: string, who = 'valid') => {
    const { status, body } = await ask(`/api/v1/usage?${query}`, { headers: { authorization: `Bearer ${who}` } });
    return status === 200 ? body.items.reduce((sum: number, item: { calls: number }) => sum + item.calls, 0) : status;
  };
  expect([await calls(''), await calls(`channel=${channel}`), await calls('', 'foreign')]).toEqual([2, 2, 0]);
  expect([await calls(`run=${run?.runId}`), await calls('run=none')]).toEqual([1, 404]);
  expect([await calls(`run=${run?.runId}`, 'foreign'), await calls('run=other', 'admin')]).toEqual([404, 404]);
  expect([await calls('until=2026-03-31'), await calls('until=2026-03-30'), await calls('since=2026-04-01')]).toEqual([
    2, 0, 0,
  ]);
});

describe('jobs', () => {
  test('a request under a key that was used makes nothing, and another request under it is refused', async () => {
    const headers = { 'idempotency-key': 'once' };
    const [first, again] = [
      await ask('/api/v1/process', { method: 'POST', headers, body: { source: channel, force: true } }),
      await ask('/api/v1/process', { method: 'POST', headers, body: { source: `-100${channel}`, force: true } }),
    ];
    expect(first.status).toBe(202);
    expect(again.body).toEqual(first.body);
    const other = await ask('/api/v1/process', { method: 'POST', headers, body: { source: channel } });
    expect([other.status, other.body.error.code]).toEqual([409, 'idempotency_key_reused']);
    const mine = await ask('/api/v1/process', {
      method: 'POST',
      headers: { ...headers, authorization: 'Bearer admin' },
      body: { source: channel },
    });
    expect([mine.status, mine.body.job_id === first.body.job_id]).toEqual([202, false]);
  });

  test.each([
    ['no body', undefined, 400, 'request_invalid'],
    ['no JSON', '{', 400, 'request_invalid'],
    ['a field that is none', { source: channel, forced: true }, 400, 'request_invalid'],
    ['a NUL', { source: 'a\0b' }, 400, 'request_invalid'],
    ['more than may be', { source: 'x'.repeat(20_000) }, 413, 'request_too_large'],
    ['a priority over others', { source: channel, priority: 1 }, 403, 'not_allowed'],
  ])('a request with %s is refused', async (_what, body, status, code) => {
    const answered = await ask('/api/v1/run', { method: 'POST', body });
    expect([answered.status, answered.body.error.code]).toEqual([status, code]);
  });

  test('a body of another kind is refused', async () => {
    const headers = { 'content-type': 'text/plain' };
    const answered = await ask('/api/v1/run', { method: 'POST', headers, body: { source: channel } });
    expect([answered.status, answered.body.error.code]).toEqual([415, 'media_type_unknown']);
  });

  test('files of a job are an archive, or each by its name, and nothing else', async () => {
    const path = `/api/v1/export/download/${exportJobId}`;
    const manifest = await ask(`${path}?file=manifest.json`);
    expect(JSON.parse(manifest.text)).toHaveProperty('counts');
    for (const file of ['../1/manifest.json', '/etc/passwd', '..']) {
      expect((await ask(`${path}?file=${encodeURIComponent(file)}`)).status).toBe(404);
    }
    const response = await api.request(path, { headers: { authorization: 'Bearer valid' } });
    expect(
      Buffer.from(await response.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    expect((await ask(`/api/v1/export/download/${otherJobId}`)).body.error.code).toBe('job_unfinished');
  });

  test('events tell each change of a job and its end, and no path of this machine', async () => {
    const { jobQueue } = opened.application;
    const added = await ask('/api/v1/export', { method: 'POST', body: { source: channel } });
    const events = ask(`/api/v1/jobs/${added.body.job_id}/events`);
    await delay(50);
    await jobQueue.cancel(added.body.job_id, new Date());
    const { text } = await events;
    expect(text.match(/^event: .*/gm)).toEqual(['event: job', 'event: end']);
    expect(JSON.parse(/event: end\ndata: (.*)/.exec(text)?.[1] ?? '')).toMatchObject({ state: 'cancelled' });
    expect((await ask(`/api/v1/jobs/${exportJobId}`)).text).not.toContain(folder);
  });
});

test('what the caller has already is not sent again', async () => {
  const first = await ask('/api/v1/sources');
  const etag = first.headers.get('etag') ?? '';
  const again = await ask('/api/v1/sources', { headers: { 'if-none-match': `"x", ${etag}` } });
  expect([again.status, again.body]).toEqual([304, null]);
});

test('another method than those of a route is refused by name', async () => {
  const { status, body, headers } = await ask('/api/v1/topics', { method: 'DELETE' });
  expect([status, body.error.code, headers.get('allow')]).toEqual([405, 'method_unknown', 'GET']);
});

test('a request is known by its id in the log and in the answer, and a strange id is replaced', async () => {
  const known = await ask('/api/v1/sources', { headers: { 'x-request-id': 'abc-1' } });
  expect(known.headers.get('x-request-id')).toBe('abc-1');
  const line = logged.map((text) => JSON.parse(text)).find(({ request_id }) => request_id === 'abc-1');
  expect(line).toMatchObject({ event: 'request_answered', route: '/api/v1/sources', status: 200, method: 'GET' });
  const strange = await ask('/api/v1/sources', { headers: { 'x-request-id': 'a b"c' } });
  expect(strange.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});

test('a defect and a request that takes too long are told without what is inside, and logged with it', async () => {
  const route = routes.find(({ path }) => path === '/health');
  const failing = openApi(
    [
      { ...(route as Route), path: '/broken', handle: () => Promise.reject(new Error('secret inside')) },
      { ...(route as Route), path: '/slow', handle: () => new Promise(() => undefined) },
    ],
    20,
  );
  const broken = await failing.request('/broken');
  expect([broken.status, await broken.text()]).toEqual([500, expect.not.stringContaining('secret')]);
  expect(logged.at(-2)).toContain('secret inside');
  const slow = await failing.request('/slow');
  expect([slow.status, ((await slow.json()) as { error: { code: string } }).error.code]).toEqual([504, 'request_timeout']);
});

describe('limits', () => {
  const limited = (requestsPerKey: number, requestsPerAddress: number) => {
    const limiter = createRequestLimiter({ windowInMs: 60_000, now: () => 1_700_000_090_000 });
    const own = openApi(routes, 5_000, { limits: { limiter, requestsPerKey, requestsPerAddress, trustedProxies: [] } });
    return async (key: string) => {
      const response = await own.request('/api/v1/sources', { headers: { authorization: `Bearer ${key}` } });
      const names = ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset', 'retry-after'];
      const { error } = (await response.json()) as { error?: { code: string } };
      return [response.status, error?.code, ...names.map((name) => response.headers.get(name))];
    };
  };

  test('a key learns with each answer what is left to it, and when it may go on', async () => {
    const from = limited(2, 0);
    expect(await from('valid')).toEqual([200, undefined, '2', '1', '10', null]);
    expect(await from('valid')).toEqual([200, undefined, '2', '0', '10', null]);
    expect(await from('valid')).toEqual([429, 'request_limit_reached', '2', '0', '10', '10']);
    expect((await from('admin'))[0]).toBe(200);
  });

  test('an address that tries wrong keys is let through much less often, also with a right one', async () => {
    const from = limited(0, 25);
    expect([(await from('wrong'))[0], (await from('wrong'))[0]]).toEqual([401, 401]);
    for (let request = 0; request < 5; request += 1) {
      expect((await from('valid'))[0]).toBe(200);
    }
    expect((await from('valid'))[0]).toBe(429);
  });

  test('health is told to whoever asks, however often', async () => {
    const limiter = createRequestLimiter({ windowInMs: 60_000, now: () => 0 });
    const limits = { limiter, requestsPerKey: 1, requestsPerAddress: 1, trustedProxies: [] };
    const own = openApi(routes, 5_000, { limits });
    for (let request = 0; request < 3; request += 1) {
      expect((await own.request('/health')).status).toBe(200);
    }
  });
});

describe('web pages', () => {
  test('may ask from the origins that are set, and from no other', async () => {
    const own = openApi(routes, 5_000, { corsOrigins: ['https://kb.example.org'] });
    const from = async (origin: string, method: string) => {
      const headers = { origin, authorization: 'Bearer valid', 'access-control-request-method': 'GET' };
      const response = await own.request('/api/v1/sources', { method, headers });
      return [
        response.status,
        response.headers.get('access-control-allow-origin'),
        response.headers.get('access-control-allow-methods'),
      ];
    };
    expect(await from('https://kb.example.org', 'OPTIONS')).toEqual([204, 'https://kb.example.org', 'GET, POST']);
    expect(await from('https://kb.example.org', 'GET')).toEqual([200, 'https://kb.example.org', null]);
    expect(await from('https://evil.example.org', 'OPTIONS')).toEqual([204, null, null]);
    expect(await from('https://evil.example.org', 'GET')).toEqual([200, null, null]);
    expect((await own.request('/api/v1/sources', { headers: { origin: 'https://kb.example.org' } })).headers.get('vary')).toBe(
      'Origin',
    );
  });
});
