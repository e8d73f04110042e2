// https://platform.claude.com/docs/en/api/overview: Messages, Message Batches, Models.
import type { FailureKind } from '../fault.ts';
import { jsonReply } from '../json-reply.ts';
import { readJson } from '../read-json.ts';
import { RequestRefused } from '../request-refused.ts';
import { retryHeaders } from '../retry-headers.ts';
import type { BucketState } from '../token-bucket.ts';
import type { FailureDetail, LimitsState, Routed, WireApi, WireHost, WireReply, WireRequest } from '../wire-api.ts';
import { anthropicError, anthropicRefusal } from './anthropic-error.ts';
import { MessageBatches } from './message-batches.ts';
import { message } from './messages.ts';

export const anthropicModels = ['claude-haiku-4-5', 'claude-haiku-4-5-20251001', 'claude-sonnet-4-5', 'claude-opus-4-5'];
const versions = new Set(['2023-01-01', '2023-06-01']);

export function anthropicFake(host: WireHost): WireApi {
  const batches = new MessageBatches(host);
  return {
    models: anthropicModels,
    needsKey: true,
    limitedKind: 'rate_limited_seconds',
    keyOf: (headers) => headers['x-api-key'] ?? null,
    keyRefusal: (key) => anthropicError(401, key === null ? 'x-api-key header is required' : 'invalid x-api-key'),
    route: (request) => route(request, host, batches),
    failure,
    limitHeaders,
    finish,
  };
}

function route(request: WireRequest, host: WireHost, batches: MessageBatches): Routed {
  const { method, path } = request;
  checkVersion(request);
  const [, id = '', action] = /^\/v1\/messages\/batches\/([^/]+)(?:\/([a-z]+))?$/.exec(path) ?? [];
  if (method === 'POST' && path === '/v1/messages') {
    return { generation: message(readBody(request), host) };
  }
  if (method === 'GET' && path === '/v1/models') {
    const data = host.models.map(modelObject);
    return {
      reply: () => jsonReply(200, { data, has_more: false, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null }),
    };
  }
  if (method === 'GET' && path.startsWith('/v1/models/')) {
    const model = path.slice('/v1/models/'.length);
    return {
      reply: () => (host.models.includes(model) ? jsonReply(200, modelObject(model)) : anthropicError(404, `model: ${model}`)),
    };
  }
  if (path === '/v1/messages/batches' && method === 'POST') {
    return { reply: () => batches.create(readBody(request)) };
  }
  if (path === '/v1/messages/batches' && method === 'GET') {
    return { reply: () => batches.list(request.query) };
  }
  if (id !== '' && method === 'POST' && action === 'cancel') {
    return { reply: () => batches.cancel(id) };
  }
  if (id !== '' && method === 'GET' && action === 'results') {
    return { reply: () => batches.results(id) };
  }
  if (id !== '' && method === 'GET' && action === undefined) {
    return { reply: () => batches.describe(id) };
  }
  throw new RequestRefused(`unknown path ${method} ${path}`, anthropicError(404, 'Not found'));
}

function checkVersion({ headers }: WireRequest): void {
  const version = headers['anthropic-version'];
  if (version === undefined) {
    throw anthropicRefusal('anthropic-version: header is required');
  }
  if (!versions.has(version)) {
    throw anthropicRefusal(`anthropic-version: "${version}" is not a valid version`);
  }
}

function readBody({ headers, body }: WireRequest): unknown {
  const value = readJson(body.toString('utf8'));
  if (!(headers['content-type'] ?? '').startsWith('application/json') || typeof value !== 'object' || value === null) {
    throw anthropicRefusal('The request body is not valid JSON');
  }
  return value;
}

function modelObject(id: string) {
  return { type: 'model', id, display_name: id, created_at: '2025-10-01T00:00:00Z' };
}

/** Every answer has an id, and errors of the API repeat it. */
function finish(reply: WireReply, number: number): WireReply {
  const requestId = `req_${number}`;
  const headers = { 'request-id': requestId, 'anthropic-organization-id': 'org-fake', ...reply.headers };
  if (reply.status < 400 || reply.headers['content-type'] !== 'application/json') {
    return { ...reply, headers };
  }
  return { ...reply, headers, body: JSON.stringify({ ...JSON.parse(String(reply.body)), request_id: requestId }) };
}

function failure(kind: FailureKind, { over, retryAfterMs, model, now }: FailureDetail): WireReply {
  const headers = retryHeaders(kind, retryAfterMs, now);
  switch (kind) {
    case 'server_error':
      return anthropicError(500, 'Internal server error', headers);
    case 'overloaded':
      return anthropicError(529, 'Overloaded', headers);
    case 'quota':
      return anthropicError(
        400,
        'You have reached your specified API usage limits. You will regain access on 2030-01-01 at 00:00 UTC.',
      );
    case 'billing':
      return anthropicError(
        400,
        'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.',
      );
    case 'auth':
      return anthropicError(401, 'invalid x-api-key');
    case 'not_found':
      return anthropicError(404, `model: ${model}`);
    default: {
      const unit = over === 'requests' ? 'requests' : 'input tokens';
      return anthropicError(429, `This request would exceed your organization's rate limit of ${unit} per minute.`, headers);
    }
  }
}

/** https://platform.claude.com/docs/en/api/rate-limits, "Response headers". */
function limitHeaders({ requests, tokens }: LimitsState, now: Date): Record<string, string> {
  return {
    ...headersOf('requests', requests, now),
    ...headersOf('tokens', tokens, now),
    ...headersOf('input-tokens', tokens, now),
  };
}

function headersOf(name: string, bucket: BucketState | null, now: Date): Record<string, string> {
  return bucket === null
    ? {}
    : {
        [`anthropic-ratelimit-${name}-limit`]: String(bucket.limit),
        [`anthropic-ratelimit-${name}-remaining`]: String(bucket.remaining),
        [`anthropic-ratelimit-${name}-reset`]: new Date(now.getTime() + bucket.resetsInMs)
          .toISOString()
          .replace(/\.\d+Z$/, 'Z'),
      };
}
