import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApplication, type OpenedApplication } from '../../src/app.ts';
import { readConfiguration } from '../../src/config/read-configuration.ts';
import { createApi } from '../../src/http/create-api.ts';
import { type DescribedApi, describeApi } from '../../src/http/describe-api.ts';
import { errorAnswerSchema } from '../../src/http/error-answer.ts';
import { createRequestLimiter } from '../../src/http/request-limiter.ts';
import { isOtherAnswer } from '../../src/http/route.ts';
import { routes } from '../../src/http/routes.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { postgresServerUrl, runSql } from '../support/temporary-postgres.ts';

const cases = Number(process.env.FUZZ_CASES ?? 150) * 2;
const sample = fileURLToPath(new URL('../../examples/sample-channel', import.meta.url));

/** Counts, and lets everything through. */
const unlimited = {
  limiter: createRequestLimiter({ windowInMs: 60_000, now: () => Date.now() }),
  ...{ requestsPerKey: 1_000_000, requestsPerAddress: 1_000_000_000, trustedProxies: [] },
};
const channel = '1987654321';
const at = '2026-01-01T00:00:00Z';

interface Schema {
  type?: string;
  enum?: string[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  items?: Schema;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
}

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  schema: Schema;
}

interface Operation {
  parameters: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: object }>;
}

/** `FUZZ_ENGINE=postgresql`: what one engine takes, the other may refuse. */
async function databaseToAsk(): Promise<Record<string, string>> {
  if (process.env.FUZZ_ENGINE !== 'postgresql') {
    return {};
  }
  const server = await postgresServerUrl();
  const name = `tg_parser_fuzz_${process.pid}`;
  await runSql(server, `create database ${name} template template0`);
  dropDatabase = async () => {
    await runSql(server, `drop database ${name} with (force)`);
  };
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { DATABASE_URL: url.href };
}

let dropDatabase: () => Promise<void> = async () => undefined;
let folder: string;
let opened: OpenedApplication;
let api: ReturnType<typeof createApi>;
let described: DescribedApi;
/** Values that mean something here, beside nonsense. */
let meaningful: string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tg-parser-requests-'));
  const data = join(folder, 'data');
  const environment = { DATA_DIR: data, LLM_PROVIDER: 'builtin', ...(await databaseToAsk()) };
  await runInProcess(['init', '--quiet'], { environment });
  const run = ['run', '--from-export', sample, '--out', join(data, 'kb'), '--no-progress', '--quiet'];
  expect((await runInProcess(run, { environment })).exitCode).toBe(0);
  const { configuration } = readConfiguration({ environment, envFileText: '', flags: {}, readFile: () => '' });
  opened = await createApplication(configuration, {
    logStream: { write: () => true } as unknown as NodeJS.WritableStream,
    version: '0',
  });
  const user = { userId: 'u', name: 'u', role: 'admin', createdAt: at, disabledAt: null } as const;
  const key = {
    keyId: 'k',
    userId: 'u',
    label: '',
    scopes: [],
    createdAt: at,
    expiresAt: null,
    revokedAt: null,
    lastUsedAt: null,
  };
  await opened.application.userStore.addUser(user);
  api = createApi(opened.application, {
    routes,
    authenticate: async (text) => (text === 'valid' ? { user, key, may: ['read', 'run', 'manage', 'admin'] } : null),
    timeoutInMs: 20_000,
    maxBodyBytes: 10_000,
    limits: unlimited,
    corsOrigins: [],
    settings: configuration.jobs,
    stopping: new AbortController().signal,
    version: '0',
  });
  described = describeApi(routes, { version: '0' });
  const { topicStore, runStore } = opened.application;
  const toAdd = ['ingest', 'process', 'export'] as const;
  const jobs = await opened.application.jobQueue.add(
    toAdd.map((kind) => ({ kind, sourceId: channel, ownerId: 'u', request: { source: channel }, maxAttempts: 1 })),
    new Date(),
  );
  const cards = await topicStore.cards(channel);
  const runs = await runStore.list({ limit: 3 });
  meaningful = [
    ...[
      channel,
      `-100${channel}`,
      '',
      '0',
      '-1',
      '1e9',
      '1.5',
      'null',
      'set:',
      'set:x',
      '%00',
      '../../etc/passwd',
      '__proto__',
    ],
    ...cards.slice(0, 5).flatMap(({ id, anchors }) => [id, ...anchors.map((anchor) => anchor.anchor_ref)]),
    ...runs.map(({ runId }) => runId),
    ...jobs.map(({ job }) => job.jobId),
  ];
}, 60_000);
afterAll(async () => {
  await opened?.close();
  await dropDatabase();
  rmSync(folder, { recursive: true, force: true });
});

/** Mostly what the description allows, now and then what it does not. */
function valueFor({ name, schema }: Parameter): fc.Arbitrary<string> {
  if (name === 'confirm') {
    // Without the one channel, everything else would be about nothing.
    return fc.constantFrom('yes', '', 'other');
  }
  const nonsense = fc.oneof(
    fc.constantFrom(...meaningful),
    fc.string({ unit: 'binary', maxLength: 60 }).map((text) => text.toWellFormed()),
    fc.string({ minLength: 600, maxLength: 900 }),
  );
  const fitting =
    schema.enum !== undefined
      ? fc.constantFrom(...schema.enum)
      : schema.type === 'integer'
        ? fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 1_000 }).map(String)
        : schema.pattern !== undefined
          ? fc.stringMatching(new RegExp(schema.pattern))
          : fc.constantFrom(...meaningful);
  return fc.oneof({ weight: 3, arbitrary: fitting }, { weight: 1, arbitrary: nonsense });
}

/** A body as the description wants it, now and then with fields that are none, and now and then no JSON at all. */
function bodyFor({ requestBody }: Operation): fc.Arbitrary<string | undefined> {
  const schema = requestBody?.content['application/json']?.schema;
  if (!schema) {
    return fc.constant(undefined);
  }
  const fitting = documentFor(schema).map((value) => JSON.stringify(value));
  const broken = fitting.map((text) => text.slice(0, text.length / 2));
  return fc.oneof(
    { weight: 8, arbitrary: fitting },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.oneof(broken, fc.constant('x'.repeat(20_000)), fc.constant('')) },
  );
}

function documentFor(schema: Schema): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 19, arbitrary: fittingFor(schema) }, { weight: 1, arbitrary: fc.jsonValue() });
}

function fittingFor(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.enum !== undefined) {
    return fc.constantFrom(...schema.enum);
  }
  if (schema.anyOf !== undefined) {
    return fc.oneof(...schema.anyOf.map(fittingFor));
  }
  switch (schema.type) {
    case 'null':
      return fc.constant(null);
    case 'object':
      return fc.record(
        Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, documentFor(inner)])),
        { requiredKeys: schema.required ?? [] },
      );
    case 'array':
      return fc.array(documentFor(schema.items ?? {}), { maxLength: 4 });
    case 'integer':
      return fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 1_000, 1_000) });
    case 'number':
      return fc.double({ min: schema.minimum ?? 0, max: schema.maximum ?? 1_000, noNaN: true });
    case 'boolean':
      return fc.boolean();
    default:
      // A letter of any script is more than the generator can make of a pattern.
      if (schema.pattern !== undefined && !schema.pattern.includes('\\p{')) {
        return fc.stringMatching(new RegExp(schema.pattern));
      }
      return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...meaningful) }, { weight: 1, arbitrary: fc.string() });
  }
}

/** An address made from the description alone, as a client would. */
function addressOf(path: string, all: readonly Parameter[]): fc.Arbitrary<string> {
  const parameters = all.filter(({ in: place }) => place !== 'header');
  const values = parameters.map((parameter) =>
    parameter.required ? valueFor(parameter) : fc.option(valueFor(parameter), { nil: undefined }),
  );
  const extra = fc.option(fc.tuple(fc.string({ maxLength: 9 }), fc.string({ maxLength: 9 })), { nil: undefined, freq: 9 });
  return fc.tuple(fc.tuple(...values), extra).map(([chosen, more]) => {
    const query = new URLSearchParams(more === undefined ? [] : [more]);
    let address = path;
    for (const [place, { name, in: where }] of parameters.entries()) {
      const value = chosen[place];
      if (value !== undefined && where === 'path') {
        address = address.replace(`{${name}}`, encodeURIComponent(value));
      } else if (value !== undefined) {
        query.append(name, value);
      }
    }
    return query.size === 0 ? address : `${address}?${query}`;
  });
}

test('whatever is asked, the answer is one of those that the description promises, and never a failure', {
  timeout: 600_000,
}, async () => {
  const operations = Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method,
      operation: operation as Operation,
    })),
  );
  const statuses = new Map<number, number>();
  const request = fc.constantFrom(...operations).chain((operation) =>
    fc.record({
      operation: fc.constant(operation),
      address: addressOf(operation.path, operation.operation.parameters),
      body: bodyFor(operation.operation),
      // One key for many requests is refused mostly, so there are few of it.
      idempotencyKey: fc.option(fc.oneof(fc.constantFrom('a', ''), fc.uuid(), fc.uuid()), { nil: undefined, freq: 1 }),
      key: fc.oneof({ weight: 9, arbitrary: fc.constant('valid') }, { weight: 1, arbitrary: fc.constant('wrong') }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(request, async ({ operation, address, body: sent, idempotencyKey, key }) => {
      const answered = await api.request(address, {
        method: operation.method.toUpperCase(),
        headers: {
          authorization: `Bearer ${key}`,
          ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
          ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(sent === undefined ? {} : { body: sent }),
      });
      statuses.set(answered.status, (statuses.get(answered.status) ?? 0) + 1);
      const route = routes.find(({ path, method }) => path === operation.path && method === operation.method);
      expect(answered.status).toBeLessThan(500);
      // An empty or doubled part of a path is another address.
      const isElsewhere = answered.status === 404 && !(await isAbout(operation.path, address));
      expect(isElsewhere || String(answered.status) in operation.operation.responses).toBe(true);
      if (answered.status < 300 && route && isOtherAnswer(route.answer)) {
        expect(route.answer.mediaTypes).toContain(answered.headers.get('content-type'));
        await answered.body?.cancel();
        return;
      }
      const schema = answered.status < 300 ? route?.answer : errorAnswerSchema;
      expect(schema && !isOtherAnswer(schema) && schema.safeParse(await answered.json()).error).toBeUndefined();
    }),
    { numRuns: cases },
  );
  // Few requests are enough for the common answers only.
  const expected = cases < 2_000 ? [200, 400] : [200, 201, 202, 400, 401, 404, 409, 413];
  expect([...statuses.keys()]).toEqual(expect.arrayContaining(expected));
});

async function isAbout(path: string, address: string): Promise<boolean> {
  const parts = new URL(address, 'http://localhost').pathname.split('/');
  return parts.length === path.split('/').length && parts.slice(1).every((part) => part !== '');
}
