// https://docs.ollama.com/api: chat, embed, tags, show, version.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { FailureKind } from '../fault.ts';
import { jsonReply } from '../json-reply.ts';
import { readJson } from '../read-json.ts';
import { requestProblem } from '../request-problem.ts';
import { RequestRefused } from '../request-refused.ts';
import { retryHeaders } from '../retry-headers.ts';
import type { FailureDetail, Routed, WireApi, WireHost, WireReply, WireRequest } from '../wire-api.ts';
import { chat } from './chat.ts';
import { embed } from './embed.ts';
import { ollamaError } from './ollama-error.ts';
import { hasThinking, nameWithTag, ollamaModels } from './ollama-models.ts';

const showSchema = z.strictObject({ model: z.string().min(1), verbose: z.boolean().optional() });

export function ollamaFake(host: WireHost): WireApi {
  return {
    models: ollamaModels,
    needsKey: false,
    limitedKind: 'rate_limited_seconds',
    keyOf: ({ authorization }) => /^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? null,
    keyRefusal: () => ollamaError(401, 'unauthorized'),
    route: (request) => route(request, host),
    failure,
    limitHeaders: () => ({}),
    finish: (reply) => reply,
  };
}

function route(request: WireRequest, host: WireHost): Routed {
  const { method, path } = request;
  if (method === 'POST' && path === '/api/chat') {
    return { generation: chat(readBody(request), host) };
  }
  if (method === 'POST' && path === '/api/embed') {
    return { generation: embed(readBody(request), host) };
  }
  if (method === 'GET' && path === '/api/tags') {
    return { reply: () => jsonReply(200, { models: host.models.map(tagObject) }) };
  }
  if (method === 'GET' && path === '/api/version') {
    return { reply: () => jsonReply(200, { version: '0.12.6' }) };
  }
  if (method === 'POST' && path === '/api/show') {
    return { reply: () => show(readBody(request), host) };
  }
  throw new RequestRefused(`unknown path ${method} ${path}`, {
    status: 404,
    headers: { 'content-type': 'text/plain' },
    body: '404 page not found',
  });
}

function readBody({ body }: WireRequest): unknown {
  const value = readJson(body.toString('utf8'));
  if (typeof value !== 'object' || value === null) {
    throw new RequestRefused(
      'the body is no JSON object',
      ollamaError(400, body.length === 0 ? 'missing request body' : 'invalid JSON'),
    );
  }
  return value;
}

function show(body: unknown, host: WireHost): WireReply {
  const problem = requestProblem(showSchema, body);
  if (problem !== null) {
    throw new RequestRefused(problem.message, ollamaError(400, `json: ${problem.message}`));
  }
  const { model } = body as z.infer<typeof showSchema>;
  const found = host.models.find((name) => nameWithTag(name) === nameWithTag(model));
  return found === undefined
    ? ollamaError(404, `model '${model}' not found`)
    : jsonReply(200, {
        modelfile: `FROM ${found}`,
        parameters: 'temperature 0.7',
        template: '{{ .Prompt }}',
        details: details(found),
        model_info: {
          'general.architecture': familyOf(found),
          'general.parameter_count': 8_000_000_000,
          [`${familyOf(found)}.context_length`]: 131_072,
        },
        capabilities: ['completion', ...(hasThinking(found) ? ['thinking'] : [])],
        modified_at: '2025-10-01T00:00:00Z',
      });
}

function tagObject(model: string) {
  return {
    name: nameWithTag(model),
    model: nameWithTag(model),
    modified_at: '2025-10-01T00:00:00Z',
    size: 4_683_075_271,
    digest: createHash('sha256').update(model).digest('hex'),
    details: details(model),
  };
}

function details(model: string) {
  const family = familyOf(model);
  return {
    parent_model: '',
    format: 'gguf',
    family,
    families: [family],
    parameter_size: '8.0B',
    quantization_level: 'Q4_K_M',
  };
}

function familyOf(model: string): string {
  return /^[a-z-]+/.exec(model)?.[0] ?? 'llama';
}

/** Limits, quotas and subscriptions are of Ollama's cloud: https://docs.ollama.com/cloud */
function failure(kind: FailureKind, { retryAfterMs, model, now }: FailureDetail): WireReply {
  const headers = retryHeaders(kind, retryAfterMs, now);
  switch (kind) {
    case 'server_error':
      return ollamaError(500, 'llama runner process has terminated: exit status 2');
    case 'overloaded':
      return ollamaError(503, 'server busy, please try again.  maximum pending requests exceeded', headers);
    case 'quota':
      return ollamaError(429, "you've reached your weekly usage limit, please upgrade to continue");
    case 'billing':
      return ollamaError(403, 'this model requires a subscription, upgrade for access: https://ollama.com/upgrade');
    case 'auth':
      return ollamaError(401, 'unauthorized');
    case 'not_found':
      return ollamaError(404, `model '${model}' not found`);
    default:
      return ollamaError(429, 'too many requests', headers);
  }
}
