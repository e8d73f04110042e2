// https://platform.openai.com/docs/api-reference: Chat Completions, Responses, Embeddings, Models, Files, Batches. The same for any server that
// calls itself OpenAI-compatible: give it `models` of its own.
import type { FailureKind } from '../fault.ts';
import { jsonReply } from '../json-reply.ts';
import { readJson } from '../read-json.ts';
import { RequestRefused } from '../request-refused.ts';
import { retryHeaders } from '../retry-headers.ts';
import type { BucketState } from '../token-bucket.ts';
import type { FailureDetail, Generation, LimitsState, Routed, WireApi, WireHost, WireReply, WireRequest } from '../wire-api.ts';
import { chatCompletion } from './chat-completions.ts';
import { embeddings } from './embeddings.ts';
import { OpenAiBatches } from './openai-batches.ts';
import { modelNotFound, openAiError, openAiRefusal } from './openai-error.ts';
import { OpenAiFiles } from './openai-files.ts';
import { response } from './responses.ts';

export const openAiModels = [
  'gpt-5',
  'gpt-5-mini',
  'gpt-5-nano',
  'gpt-5.1',
  'gpt-4.1-mini',
  'gpt-4o-mini',
  'o4-mini',
  'text-embedding-3-small',
  'text-embedding-3-large',
];

export function openAiFake(host: WireHost): WireApi {
  const files = new OpenAiFiles(host);
  const batches = new OpenAiBatches(host, files, (endpoint, body) => generationOf(endpoint, body, host));
  return {
    models: openAiModels,
    needsKey: true,
    limitedKind: 'rate_limited_milliseconds',
    keyOf: ({ authorization }) => /^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? null,
    keyRefusal,
    route: (request) => route(request, host, files, batches),
    failure,
    limitHeaders,
    finish: (reply, number) => ({
      ...reply,
      headers: {
        'x-request-id': `req_${number}`,
        'openai-version': '2020-10-01',
        'openai-organization': 'org-fake',
        'openai-processing-ms': '1',
        ...reply.headers,
      },
    }),
  };
}

function generationOf(path: string, body: unknown, host: WireHost): Generation {
  return path === '/v1/responses' ? response(body, host) : chatCompletion(body, host);
}

function route(request: WireRequest, host: WireHost, files: OpenAiFiles, batches: OpenAiBatches): Routed {
  const { method, path } = request;
  const [, id = '', action] = /^\/v1\/[a-z]+\/([^/]+)(?:\/([a-z]+))?$/.exec(path) ?? [];
  const is = (wanted: string, ...prefixes: string[]) => method === wanted && prefixes.some((prefix) => path.startsWith(prefix));
  if (is('POST', '/v1/chat/completions', '/v1/responses') && (path === '/v1/chat/completions' || path === '/v1/responses')) {
    return { generation: generationOf(path, readBody(request), host) };
  }
  if (method === 'POST' && path === '/v1/embeddings') {
    return { generation: embeddings(readBody(request), host) };
  }
  if (method === 'GET' && path === '/v1/models') {
    return { reply: () => jsonReply(200, { object: 'list', data: host.models.map(modelObject) }) };
  }
  if (is('GET', '/v1/models/')) {
    return { reply: () => (host.models.includes(id) ? jsonReply(200, modelObject(id)) : modelNotFound(id)) };
  }
  if (method === 'POST' && path === '/v1/files') {
    return { reply: () => files.upload(request) };
  }
  if (is('GET', '/v1/files/')) {
    return { reply: () => (action === 'content' ? files.content(id) : files.describe(id)) };
  }
  if (is('DELETE', '/v1/files/')) {
    return { reply: () => files.remove(id) };
  }
  if (method === 'POST' && path === '/v1/batches') {
    return { reply: () => batches.create(readBody(request)) };
  }
  if (method === 'GET' && path === '/v1/batches') {
    return { reply: () => batches.list(request.query) };
  }
  if (is('POST', '/v1/batches/') && action === 'cancel') {
    return { reply: () => batches.cancel(id) };
  }
  if (is('GET', '/v1/batches/')) {
    return { reply: () => batches.describe(id) };
  }
  const message = `Invalid URL (${method} ${path})`;
  throw new RequestRefused(message, openAiError(404, { message, type: 'invalid_request_error', param: null, code: null }));
}

function readBody({ headers, body }: WireRequest): unknown {
  const value = readJson(body.toString('utf8'));
  if (!(headers['content-type'] ?? '').startsWith('application/json') || typeof value !== 'object' || value === null) {
    throw openAiRefusal('We could not parse the JSON body of your request. The OpenAI API expects a JSON payload.', null, null);
  }
  return value;
}

function modelObject(id: string) {
  return { id, object: 'model', created: 1_714_521_600, owned_by: 'system' };
}

function keyRefusal(key: string | null): WireReply {
  return key === null
    ? openAiError(401, {
        message:
          "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth.",
        type: 'invalid_request_error',
        param: null,
        code: null,
      })
    : openAiError(401, {
        // The API shows a few characters of the wrong key, so that a message of it is nothing to log as it stands.
        message: `Incorrect API key provided: ${key.slice(0, 8)}***${key.slice(-4)}. You can find your API key at https://platform.openai.com/account/api-keys.`,
        type: 'invalid_request_error',
        param: null,
        code: 'invalid_api_key',
      });
}

function failure(kind: FailureKind, { over, retryAfterMs, model, now }: FailureDetail): WireReply {
  const headers = retryHeaders(kind, retryAfterMs, now);
  switch (kind) {
    case 'server_error':
      return openAiError(
        500,
        {
          message: 'The server had an error while processing your request. Sorry about that!',
          type: 'server_error',
          param: null,
          code: null,
        },
        headers,
      );
    case 'overloaded':
      return openAiError(
        503,
        { message: 'That model is currently overloaded with other requests.', type: 'server_error', param: null, code: null },
        headers,
      );
    case 'quota':
      return openAiError(429, {
        message: 'You exceeded your current quota, please check your plan and billing details.',
        type: 'insufficient_quota',
        param: null,
        code: 'insufficient_quota',
      });
    case 'billing':
      return openAiError(429, {
        message: 'Your account is not active, please check your billing details on our website.',
        type: 'billing_not_active',
        param: null,
        code: 'billing_not_active',
      });
    case 'auth':
      return keyRefusal('sk-revoked-key');
    case 'not_found':
      return modelNotFound(model);
    default:
      return openAiError(
        429,
        {
          message: `Rate limit reached for ${model} in organization org-fake on ${over} per min (${over === 'requests' ? 'RPM' : 'TPM'}). Please try again in ${duration(retryAfterMs ?? 0)}.`,
          type: over,
          param: null,
          code: 'rate_limit_exceeded',
        },
        headers,
      );
  }
}

/** https://platform.openai.com/docs/guides/rate-limits, "Rate limits in headers". */
function limitHeaders({ requests, tokens }: LimitsState): Record<string, string> {
  return { ...headersOf('requests', requests), ...headersOf('tokens', tokens) };
}

function headersOf(name: string, bucket: BucketState | null): Record<string, string> {
  return bucket === null
    ? {}
    : {
        [`x-ratelimit-limit-${name}`]: String(bucket.limit),
        [`x-ratelimit-remaining-${name}`]: String(bucket.remaining),
        [`x-ratelimit-reset-${name}`]: duration(bucket.resetsInMs),
      };
}

/** As the API writes it: `120ms`, `1.5s`, `6m0s`. */
function duration(ms: number): string {
  if (ms < 1_000) {
    return `${Math.ceil(ms)}ms`;
  }
  const minutes = Math.floor(ms / 60_000);
  return `${minutes === 0 ? '' : `${minutes}m`}${Number(((ms % 60_000) / 1_000).toFixed(3))}s`;
}
