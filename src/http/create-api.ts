import { hash, randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { z } from 'zod';
import type { Scope } from '../domain/api-key.ts';
import type { Source } from '../domain/source.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import { sha256 } from '../lib/sha256.ts';
import { stableJson } from '../lib/stable-json.ts';
import type { Application } from '../pipeline/application.ts';
import type { Identity } from '../pipeline/authenticate.ts';
import { type ConfiguredIdentity, localAdmin } from '../pipeline/authenticate-configured.ts';
import { withLogFields } from '../ports/log-context.ts';
import { createBriefMemory } from './brief-memory.ts';
import { carryOutOnce } from './carry-out-once.ts';
import { clientAddress, type TrustedProxies } from './client-address.ts';
import { type DescribedApi, describeApi } from './describe-api.ts';
import { addDocumentationPage } from './documentation-page.ts';
import { toErrorAnswer } from './error-answer.ts';
import { isFromThisMachine } from './is-from-this-machine.ts';
import type { Allowance, RequestLimiter } from './request-limiter.ts';
import { type Caller, isOtherAnswer, keepsAnswers, type Route, type RouteSettings } from './route.ts';
import { visibleTo } from './visible.ts';

export interface ApiLimits {
  limiter: RequestLimiter;
  /** Requests in a window; 0 for no limit. */
  requestsPerKey: number;
  requestsPerAddress: number;
  trustedProxies: TrustedProxies;
}

type KnownIdentity = Identity | ConfiguredIdentity;

export interface ApiOptions {
  routes: readonly Route[];
  /** Whose key this is. @returns null for every key that is not valid, whatever is wrong with it */
  authenticate: (key: string) => Promise<KnownIdentity | null>;
  /** Whether programs of this machine need a key, too. Default true. */
  isKeyRequired?: boolean;
  /** Longest time for an answer, in milliseconds. */
  timeoutInMs: number;
  settings: RouteSettings;
  limits: ApiLimits;
  /** Origins of web pages whose scripts may ask. */
  corsOrigins: readonly string[];
  /** Largest body of a request, in bytes. */
  maxBodyBytes: number;
  /** Fires when the server is to stop. */
  stopping: AbortSignal;
  /** Of the program. */
  version: string;
}

/** Who has a key and whose a channel is, is asked once a second at most: a key that is revoked works that long. */
const memory = { forInMs: 1_000, most: 1_000, now: () => performance.now() };

/** Sees what belongs to nobody; routes that are open to everybody show nothing of sources. */
const nobody: Caller = { userId: '', role: 'reader', may: [], ownerId: null };

/** As many requests as one with a wrong key counts for: guessing is slow. */
const wrongKeyCost = 10;

/** Of a request that brings its own id: what else there is in a header has no business in a log. */
const requestIdPattern = /^[\w.:-]{1,100}$/;
const idempotencyKeyPattern = /^[\x21-\x7e]{1,200}$/;

/** The server's answers to requests. `fetch` of what it returns answers one. */
export function createApi(
  application: Application,
  {
    routes,
    authenticate,
    isKeyRequired = true,
    settings,
    limits,
    corsOrigins,
    timeoutInMs,
    maxBodyBytes,
    stopping,
    version,
  }: ApiOptions,
): Hono {
  const api = new Hono({ strict: true });
  const identities = createBriefMemory<KnownIdentity>(memory);
  const sources = createBriefMemory<Source>(memory);
  const methodsOf = new Map<string, string[]>();
  const limitBody = bodyLimit({
    maxSize: maxBodyBytes,
    onError: (context) =>
      refuse(context, new TgParserError('request_too_large', `The body has more than ${maxBodyBytes} bytes`, {})),
  });
  for (const route of routes) {
    const path = toHonoPath(route.path);
    methodsOf.set(path, [...(methodsOf.get(path) ?? []), route.method.toUpperCase()]);
    if (route.body !== null) {
      api.on(route.method.toUpperCase(), path, limitBody);
    }
    api.on(route.method.toUpperCase(), path, (context) => answer(context, route));
  }
  let described: DescribedApi | null = null;
  api.get('/openapi.json', (context) => {
    described ??= describeApi(routes, { version });
    return context.json(described, 200, { ...securityHeaders, ...corsHeaders(context) });
  });
  addDocumentationPage(api, refuse);
  for (const [path, methods] of methodsOf) {
    api.options(path, (context) => answerPreflight(context, methods));
    api.all(path, (context) =>
      refuse(
        context,
        new TgParserError('method_unknown', `${context.req.path} cannot be asked with ${context.req.method}`, {
          hint: `It takes ${methods.join(', ')}.`,
        }),
        { Allow: methods.join(', ') },
      ),
    );
  }
  api.notFound((context) =>
    refuse(
      context,
      new TgParserError('not_found', `There is nothing under ${context.req.path}`, {
        hint: 'GET /openapi.json describes what there is.',
      }),
    ),
  );
  return api;

  function answer(context: Context, route: Route): Promise<Response> {
    const requestId = requestIdOf(context);
    return withLogFields({ request_id: requestId }, async () => {
      const begunAt = performance.now();
      const answered = await answerOrRefuse(context, route, requestId);
      application.log.log('info', 'request_answered', {
        method: route.method.toUpperCase(),
        route: route.path,
        status: answered.status,
        duration_ms: Math.round(performance.now() - begunAt),
      });
      return answered;
    });
  }

  async function answerOrRefuse(context: Context, route: Route, requestId: string): Promise<Response> {
    const headers = corsHeaders(context);
    try {
      const caller = route.needs === null ? nobody : await identify(context, route, route.needs, headers);
      const parameters = check(route.parameters, context.req.param(), 'parameter');
      const query = check(route.query, context.req.query(), 'query parameter');
      const body = route.body === null ? null : await readBody(context, route.body);
      const visible = visibleTo(caller, application, sources);
      const idempotencyKey = idempotencyKeyOf(context);
      const handle = () =>
        route.handle({
          ...{ parameters, query, body, caller, visible, application, requestId, idempotencyKey, settings, stopping },
        } as never);
      if (idempotencyKey !== null && keepsAnswers(route)) {
        const request = {
          ...{ userId: caller.userId, key: idempotencyKey },
          requestHash: sha256(stableJson([route.method, pathAndQuery(context), body])),
        };
        const work = async () => ({ status: route.status, value: await handle() });
        const once = { leaseInMs: timeoutInMs * 2, withoutSecret: route.withoutSecret };
        const { isReplayed, ...kept } = await inTime(carryOutOnce(application, request, work, once));
        return toResponse(context, kept.body, {
          ...{ status: kept.status, requestId },
          headers: isReplayed ? { ...headers, 'idempotency-replayed': 'true' } : headers,
        });
      }
      const value = await inTime(handle());
      if (isOtherAnswer(route.answer)) {
        return withHeaders(value as Response, {
          ...securityHeaders,
          ...headers,
          'x-request-id': requestId,
        });
      }
      const status = route.statusOf?.(value as never) ?? route.status;
      return toResponse(context, JSON.stringify(value), { status, requestId, headers });
    } catch (error) {
      return refuse(context, error, headers, requestId);
    }
  }

  /** @param headers get what is left to the caller */
  async function identify(
    context: Context,
    { isForAdmins }: Route,
    needs: Scope,
    headers: Record<string, string>,
  ): Promise<Caller> {
    const { limiter, requestsPerKey, requestsPerAddress, trustedProxies } = limits;
    const address = `address ${sha256(clientAddress(context, trustedProxies))}`;
    requireAllowed(limiter.count(address, requestsPerAddress), headers);
    const key = /^Bearer ([^\s]+)$/i.exec(context.req.header('authorization') ?? '')?.[1] ?? context.req.header('x-api-key');
    const identity = await identityOf(context, key);
    if (identity === null) {
      limiter.count(address, requestsPerAddress, wrongKeyCost - 1);
      throw new TgParserError('key_required', 'The request has no valid key', {
        hint: 'Send "Authorization: Bearer KEY". "tg-parser keys create" makes one.',
      });
    }
    requireAllowed(limiter.count(`key ${identity.key.keyId}`, requestsPerKey), headers);
    if (!identity.may.includes(needs)) {
      throw new TgParserError('not_allowed', `The key does not allow to ${needs}`, {
        hint: 'Use a key with this scope; an admin makes one with "tg-parser keys create".',
      });
    }
    const { user, may } = identity;
    const ownerId = 'isConfigured' in identity ? null : user.userId;
    if (isForAdmins && user.role !== 'admin') {
      throw new TgParserError('not_allowed', 'This is for admins only', { hint: 'Use a key of an admin.' });
    }
    return { userId: user.userId, role: user.role, may, ownerId };
  }

  /** A key that is shown must be right, also where none is asked for. */
  async function identityOf(context: Context, key: string | undefined): Promise<KnownIdentity | null> {
    if (key === undefined) {
      return isKeyRequired || hasAuthorization(context) || !isFromThisMachine(context, corsOrigins) ? null : localAdmin;
    }
    // By its hash: what lies in memory longer than a request is no secret.
    return identities(sha256(key), () => authenticate(key));
  }

  /** Which page asks is told by the browser; who has no key gets nothing anyway. */
  function corsHeaders(context: Context): Record<string, string> {
    const origin = corsOrigins.length === 0 ? undefined : context.req.header('origin');
    return origin === undefined || !corsOrigins.includes(origin)
      ? {}
      : { 'access-control-allow-origin': origin, 'access-control-expose-headers': exposedHeaders, vary: 'Origin' };
  }

  function answerPreflight(context: Context, methods: readonly string[]): Response {
    const cors = corsHeaders(context);
    const isAllowed = 'access-control-allow-origin' in cors;
    const headers: Record<string, string> = { ...cors, allow: methods.join(', '), vary: 'Origin' };
    return new Response(null, {
      status: 204,
      headers: isAllowed ? { ...headers, ...preflightHeaders, 'access-control-allow-methods': methods.join(', ') } : headers,
    });
  }

  async function inTime<Result>(work: Promise<Result>): Promise<Result> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new TgParserError('request_timeout', `No answer within ${timeoutInMs} ms`, { retryable: true })),
        timeoutInMs,
      );
    });
    try {
      return await Promise.race([work, tooLate]);
    } finally {
      clearTimeout(timer);
    }
  }

  function refuse(
    context: Context,
    error: unknown,
    headers: Record<string, string> = {},
    requestId = requestIdOf(context),
  ): Response {
    const { status, answer: body } = toErrorAnswer(error, requestId);
    if (status >= 500) {
      const { code, message } = error instanceof TgParserError ? error : { code: 'internal', message: String(error) };
      application.log.log('error', 'request_failed', { request_id: requestId, code, message });
    }
    return new Response(JSON.stringify(body), {
      status,
      headers: {
        ...commonHeaders(requestId),
        ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
        ...(status === 503 ? { 'retry-after': '1' } : {}),
        ...retryAfter(error),
        ...headers,
      },
    });
  }
}

const preflightHeaders = {
  'access-control-allow-headers': 'Authorization, Content-Type, Idempotency-Key, If-None-Match, X-API-Key, X-Request-ID',
  'access-control-max-age': '600',
};
const exposedHeaders =
  'ETag, Idempotency-Replayed, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After, X-Request-ID';

/** Header fields as in draft-ietf-httpapi-ratelimit-headers-03. @throws TgParserError `request_limit_reached` */
function requireAllowed({ isAllowed, limit, remaining, resetInSeconds }: Allowance, headers: Record<string, string>): void {
  if (limit > 0) {
    headers['ratelimit-limit'] = String(limit);
    headers['ratelimit-remaining'] = String(remaining);
    headers['ratelimit-reset'] = String(resetInSeconds);
  }
  if (!isAllowed) {
    headers['retry-after'] = String(resetInSeconds);
    throw new TgParserError('request_limit_reached', `No more than ${limit} requests are answered in this window of time`, {
      hint: `Go on in ${resetInSeconds} seconds.`,
      retryable: true,
    });
  }
}

function retryAfter(error: unknown): Record<string, string> {
  const { retryAfterMs } = error instanceof TgParserError ? error : {};
  return retryAfterMs === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterMs / 1_000)) };
}

/** An answer that the caller has already is not sent again; what a write answers, such as a new key, is nobody's to keep. */
function toResponse(
  context: Context,
  body: string,
  { status, requestId, headers: own }: { status: number; requestId: string; headers: Record<string, string> },
): Response {
  if (context.req.method !== 'GET' && context.req.method !== 'HEAD') {
    return new Response(body, { status, headers: { ...commonHeaders(requestId), ...own, 'cache-control': 'no-store' } });
  }
  const etag = `"${hash('sha256', body, 'base64url').slice(0, 27)}"`;
  const headers = { ...commonHeaders(requestId), ...own, etag, 'cache-control': 'private, no-cache' };
  const known = context.req.header('if-none-match');
  return status === 200 && known?.split(/\s*,\s*/).includes(etag)
    ? new Response(null, { status: 304, headers })
    : new Response(body, { status, headers });
}

/** An answer is data: no browser may take it for a page, nor another site for a part of its own. */
const securityHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

function commonHeaders(requestId: string): Record<string, string> {
  return { ...securityHeaders, 'content-type': 'application/json; charset=utf-8', 'x-request-id': requestId };
}

/** In a form that is none of ours. */
function hasAuthorization(context: Context): boolean {
  return context.req.header('authorization') !== undefined;
}

function pathAndQuery(context: Context): string {
  const { pathname, search } = new URL(context.req.url);
  return `${pathname}${search}`;
}

function requestIdOf(context: Context): string {
  const given = context.req.header('x-request-id');
  return given !== undefined && requestIdPattern.test(given) ? given : randomUUID();
}

function withHeaders(response: Response, headers: Record<string, string>): Response {
  for (const [name, value] of Object.entries(headers)) {
    response.headers.set(name, value);
  }
  return response;
}

function idempotencyKeyOf(context: Context): string | null {
  const given = context.req.header('idempotency-key');
  if (given !== undefined && !idempotencyKeyPattern.test(given)) {
    throw new TgParserError('request_invalid', 'The Idempotency-Key is no printable text of 1 to 200 characters');
  }
  return given ?? null;
}

async function readBody(context: Context, schema: z.ZodType): Promise<unknown> {
  const mediaType = context.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  const text = await context.req.text();
  if (text !== '' && mediaType !== 'application/json') {
    throw new TgParserError('media_type_unknown', `A body of type ${mediaType ?? 'unknown'} is not understood`, {
      hint: 'Send JSON, with "Content-Type: application/json".',
    });
  }
  let value: unknown = {};
  if (text !== '') {
    try {
      value = JSON.parse(text);
    } catch (cause) {
      throw new TgParserError('request_invalid', `The body is not valid JSON: ${(cause as SyntaxError).message}`, { cause });
    }
  }
  const { data, error } = schema.safeParse(value);
  if (error) {
    throw new TgParserError('request_invalid', problemsOf(error, 'field'), { hint: describedHint });
  }
  if (text.includes('\\u0000') && JSON.stringify(data).includes('\\u0000')) {
    throw new TgParserError('request_invalid', 'A field holds a character that is no text');
  }
  return data;
}

const describedHint = 'GET /openapi.json describes every request.';

function problemsOf({ issues }: z.ZodError, what: string): string {
  return issues.map(({ path, message }) => (path.length === 0 ? message : `${what} ${path.join('.')}: ${message}`)).join('; ');
}

function check(schema: z.ZodType, value: Record<string, string>, what: string): unknown {
  const withNull = Object.entries(value).find((entry) => entry.some((text) => text.includes('\0')));
  if (withNull) {
    // No database of ours has such a text, and PostgreSQL would fail over it.
    throw new TgParserError(
      'request_invalid',
      `${what} ${withNull[0].replaceAll('\0', '')}: holds a character that is no text`,
    );
  }
  const { data, error } = schema.safeParse(value);
  if (error) {
    throw new TgParserError('request_invalid', problemsOf(error, what), { hint: describedHint });
  }
  return data;
}

function toHonoPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}
