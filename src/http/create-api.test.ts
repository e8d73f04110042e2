import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runInProcess } from '../../test/support/run-in-process.ts';
import { createApplication, type OpenedApplication } from '../app.ts';
import { readConfiguration } from '../config/read-configuration.ts';
import type { Scope } from '../domain/api-key.ts';
import type { Role } from '../domain/user.ts';
import type { Identity } from '../pipeline/authenticate.ts';
import { createApi } from './create-api.ts';
import { errorAnswerSchema } from './error-answer.ts';
import type { Route } from './route.ts';
import { routes } from './routes.ts';

const sample = fileURLToPath(new URL('../../examples/sample-channel', import.meta.url));
const channel = '1987654321';
/** Whose channel it is; somebody else; an admin; and somebody whose key is good for something else. */
const identities: Record<string, Identity> = {
  valid: identityOf('u1', 'editor', ['read', 'run', 'manage']),
  foreign: identityOf('u2', 'editor', ['read', 'run', 'manage']),
  admin: identityOf('u3', 'admin', ['read']),
  narrow: identityOf('u1', 'editor', ['manage']),
};

function identityOf(userId: string, role: Role, may: Scope[]): Identity {
  const at = '2026-01-01T00:00:00Z';
  return {
    user: { userId, name: userId, role, createdAt: at, disabledAt: null },
    key: { keyId: 'k', userId, label: '', scopes: may, createdAt: at, expiresAt: null, revokedAt: null, lastUsedAt: null },
    may,
  };
}

let folder: string;
let opened: OpenedApplication;
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
  const logStream = { write: (line: string) => logged.push(line) } as unknown as NodeJS.WritableStream;
  opened = await createApplication(configuration, { logStream, version: '0' });
  const { sourceStore, userStore } = opened.application;
  await userStore.addUser(identityOf('u1', 'editor', []).user);
  const source = await sourceStore.findByChannelId(channel);
  await sourceStore.update(source?.sourceId ?? '', { ownerId: 'u1' }, '2026-01-01T00:00:00Z');
  api = openApi(routes);
});
afterAll(async () => {
  await opened.close();
  rmSync(folder, { recursive: true });
});

function openApi(own: readonly Route[], timeoutInMs = 5_000) {
  return createApi(opened.application, {
    routes: own,
    authenticate: async (key) => identities[key] ?? null,
    timeoutInMs,
    version: '0',
  });
}

async function ask(path: string, { headers = {}, method = 'GET' }: { headers?: Record<string, string>; method?: string } = {}) {
  const response = await api.request(path, { method, headers: { authorization: 'Bearer valid', ...headers } });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}

/** An address of something that is there, for each route. */
async function examples(): Promise<Record<string, string>> {
  const { topicStore, documentStore, runStore } = opened.application;
  const [topic] = await topicStore.cards(channel);
  const [run] = await runStore.list({ channelId: channel, limit: 1 });
  const { value: [document] = [] } = await documentStore.readDocuments(channel, { pageSize: 1 })[Symbol.asyncIterator]().next();
  return {
    '/health': '/health',
    '/health/ready': '/health/ready',
    '/api/v1/sources': '/api/v1/sources',
    '/api/v1/sources/{source}': `/api/v1/sources/${channel}`,
    '/api/v1/documents': `/api/v1/documents?channel=${channel}`,
    '/api/v1/documents/{source_ref}': `/api/v1/documents/${document.source_ref}`,
    '/api/v1/topics': `/api/v1/topics?channel=${channel}`,
    '/api/v1/topics/{topic_id}': `/api/v1/topics/${encodeURIComponent(topic?.id ?? '')}`,
    '/api/v1/topics/{topic_id}/bundle': `/api/v1/topics/${topic?.id}/bundle`,
    '/api/v1/topics/{topic_id}/history': `/api/v1/topics/${topic?.id}/history`,
    '/api/v1/runs': `/api/v1/runs?channel=${channel}`,
    '/api/v1/runs/{run_id}': `/api/v1/runs/${run?.runId}`,
    '/api/v1/failures': `/api/v1/failures?channel=${channel}`,
  };
}

test('every route has an example, so that all that follows is about every route', async () => {
  expect(Object.keys(await examples()).sort()).toEqual(routes.map(({ path }) => path).sort());
});

describe('every answer is as its schema says', () => {
  test('on a walk through all that there is', async () => {
    const asked = await examples();
    for (const { path, answer } of routes) {
      const { status, body } = await ask(asked[path] ?? '');
      expect([path, status]).toEqual([path, 200]);
      expect(answer.safeParse(body).error).toBeUndefined();
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
    for (const [path, address] of Object.entries(await examples())) {
      for (const headers of [{ authorization: '' }, { authorization: 'Bearer wrong' }, { authorization: 'Basic dmFsaWQ=' }]) {
        const { status, body } = await ask(address, { headers });
        const isOpen = path.startsWith('/health');
        expect([path, status, body.error?.code]).toEqual([path, ...(isOpen ? [200, undefined] : [401, 'key_required'])]);
      }
    }
    expect((await ask('/api/v1/sources', { headers: { authorization: '', 'x-api-key': 'valid' } })).status).toBe(200);
  });

  test('somebody whose key is for something else', async () => {
    for (const { path, needs } of routes.filter((route) => route.needs !== null)) {
      const { status, body } = await ask((await examples())[path] ?? '', { headers: { authorization: 'Bearer narrow' } });
      expect([path, needs, status, body.error.code]).toEqual([path, 'read', 403, 'not_allowed']);
    }
  });

  test('somebody whose channel it is not: what is there looks like what is not, to the letter', async () => {
    const headers = { authorization: 'Bearer foreign', 'x-request-id': 'same' };
    for (const [path, address] of Object.entries(await examples())) {
      const foreign = await ask(address, { headers });
      if (path === '/api/v1/sources') {
        expect(foreign.body.items).toEqual([]);
      } else if (!path.startsWith('/health')) {
        const missing = address.replaceAll(channel, '1999999999').replace(/runs\/.*/, 'runs/none');
        const known = (text: string) =>
          text
            .replaceAll(channel, 'X')
            .replaceAll('1999999999', 'X')
            .replace(/run \\"[^"]*"/, 'run');
        expect([path, foreign.status]).toEqual([path, 404]);
        expect(known(JSON.stringify(foreign.body))).toBe(known(JSON.stringify((await ask(missing, { headers })).body)));
      }
      expect([path, (await ask(address, { headers: { authorization: 'Bearer admin' } })).status]).toEqual([path, 200]);
    }
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
  const [route] = routes;
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
