// https://ai.google.dev/api: generateContent, batchEmbedContents and models. The API takes a key in the URL as well; no fake does, for it would stand in
// every log on the way.
import type { FailureKind } from '../fault.ts';
import { jsonReply } from '../json-reply.ts';
import { readJson } from '../read-json.ts';
import { RequestRefused } from '../request-refused.ts';
import { retryHeaders } from '../retry-headers.ts';
import type { FailureDetail, Routed, WireApi, WireHost, WireReply, WireRequest } from '../wire-api.ts';
import { batchEmbedContents } from './batch-embed-contents.ts';
import { geminiError, geminiModelNotFound, geminiRefusal } from './gemini-error.ts';
import { generateContent } from './generate-content.ts';

export const geminiModels = [
  'gemini-2.5-flash',
  'gemini-2.5-flash-lite',
  'gemini-2.5-pro',
  'gemini-2.0-flash',
  'gemini-3-flash-preview',
  'gemini-embedding-001',
];

export function geminiFake(host: WireHost): WireApi {
  return {
    models: geminiModels,
    needsKey: true,
    limitedKind: 'rate_limited_milliseconds',
    keyOf: (headers) => headers['x-goog-api-key'] ?? null,
    keyRefusal: (key) => (key === null ? unregistered() : invalidKey()),
    route: (request) => route(request, host),
    failure,
    limitHeaders: () => ({}),
    finish: (reply) => ({ ...reply, headers: { 'server-timing': 'gfet4t7; dur=1', ...reply.headers } }),
  };
}

function route(request: WireRequest, host: WireHost): Routed {
  const { method, path, query } = request;
  const [, model = '', action] = /^\/v1beta\/models\/([^/:]+)(?::([A-Za-z]+))?$/.exec(path) ?? [];
  if (method === 'POST' && (action === 'generateContent' || action === 'streamGenerateContent')) {
    if (action === 'streamGenerateContent' && query.get('alt') !== 'sse') {
      throw geminiRefusal('Only alt=sse is served by this fake.');
    }
    return { generation: generateContent(model, action === 'streamGenerateContent', readBody(request), host) };
  }
  if (method === 'POST' && action === 'batchEmbedContents') {
    return { generation: batchEmbedContents(model, readBody(request), host) };
  }
  if (method === 'GET' && path === '/v1beta/models') {
    return { reply: () => jsonReply(200, { models: host.models.map(modelObject) }) };
  }
  if (method === 'GET' && model !== '' && action === undefined) {
    return { reply: () => (host.models.includes(model) ? jsonReply(200, modelObject(model)) : geminiModelNotFound(model)) };
  }
  throw new RequestRefused(`unknown path ${method} ${path}`, geminiError(404, 'NOT_FOUND', 'Requested entity was not found.'));
}

function readBody({ body }: WireRequest): unknown {
  const value = readJson(body.toString('utf8'));
  if (typeof value !== 'object' || value === null) {
    throw geminiRefusal('Invalid JSON payload received. Expected an object.', '');
  }
  return value;
}

function modelObject(model: string) {
  return {
    name: `models/${model}`,
    version: '001',
    displayName: model,
    description: 'A fake of a model.',
    inputTokenLimit: 1_048_576,
    outputTokenLimit: 65_536,
    supportedGenerationMethods: model.includes('embedding')
      ? ['embedContent', 'countTextTokens', 'countTokens', 'asyncBatchEmbedContent']
      : ['generateContent', 'countTokens', 'batchGenerateContent'],
    temperature: 1,
    topP: 0.95,
    topK: 64,
    maxTemperature: 2,
    thinking: true,
  };
}

function invalidKey(): WireReply {
  const message = 'API key not valid. Please pass a valid API key.';
  return geminiError(400, 'INVALID_ARGUMENT', message, [
    {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'API_KEY_INVALID',
      domain: 'googleapis.com',
      metadata: { service: 'generativelanguage.googleapis.com' },
    },
    { '@type': 'type.googleapis.com/google.rpc.LocalizedMessage', locale: 'en-US', message },
  ]);
}

function unregistered(): WireReply {
  return geminiError(
    403,
    'PERMISSION_DENIED',
    "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
  );
}

function failure(kind: FailureKind, { over, retryAfterMs, model, now }: FailureDetail): WireReply {
  switch (kind) {
    case 'server_error':
      return geminiError(
        500,
        'INTERNAL',
        'An internal error has occurred. Please retry or report in https://developers.generativeai.google/guide/troubleshooting',
      );
    case 'overloaded':
      return geminiError(
        503,
        'UNAVAILABLE',
        'The model is overloaded. Please try again later.',
        [],
        retryHeaders(kind, retryAfterMs, now),
      );
    case 'quota':
      // The wait is said here, too, though it helps nothing: the quota is of the day.
      return exhausted('GenerateRequestsPerDayPerProjectPerModel-FreeTier', 'requests', model, '12s');
    case 'billing':
      return geminiError(
        400,
        'FAILED_PRECONDITION',
        'Gemini API free tier is not available in your country. Please enable billing on your project in Google AI Studio.',
      );
    case 'auth':
      return invalidKey();
    case 'not_found':
      return geminiModelNotFound(model);
    case 'rate_limited_date':
      return {
        ...limited(over, model, null),
        headers: { 'content-type': 'application/json', ...retryHeaders(kind, retryAfterMs, now) },
      };
    default:
      return limited(over, model, delayOf(kind, retryAfterMs ?? 0));
  }
}

/** The wait is in the body, as a duration of protobuf: `34s` or `1.500s`. */
function delayOf(kind: FailureKind, retryAfterMs: number): string {
  return kind === 'rate_limited_milliseconds' ? `${(retryAfterMs / 1_000).toFixed(3)}s` : `${Math.ceil(retryAfterMs / 1_000)}s`;
}

function limited(over: 'requests' | 'tokens', model: string, retryDelay: string | null): WireReply {
  const quotaId =
    over === 'requests' ? 'GenerateRequestsPerMinutePerProjectPerModel' : 'GenerateContentInputTokensPerModelPerMinute';
  return exhausted(quotaId, over, model, retryDelay);
}

/** https://ai.google.dev/gemini-api/docs/rate-limits */
function exhausted(quotaId: string, over: 'requests' | 'tokens', model: string, retryDelay: string | null): WireReply {
  const metric = over === 'requests' ? 'generate_content_free_tier_requests' : 'generate_content_free_tier_input_token_count';
  return geminiError(
    429,
    'RESOURCE_EXHAUSTED',
    'You exceeded your current quota, please check your plan and billing details. For more information on this error, head to: https://ai.google.dev/gemini-api/docs/rate-limits.',
    [
      {
        '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
        violations: [
          {
            quotaMetric: `generativelanguage.googleapis.com/${metric}`,
            quotaId,
            quotaDimensions: { location: 'global', model },
          },
        ],
      },
      {
        '@type': 'type.googleapis.com/google.rpc.Help',
        links: [
          { description: 'Learn more about Gemini API quotas', url: 'https://ai.google.dev/gemini-api/docs/rate-limits' },
        ],
      },
      ...(retryDelay === null ? [] : [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay }]),
    ],
  );
}
