import { z } from 'zod';
import { errorAnswerSchema } from './error-answer.ts';
import { errorStatus } from './error-status.ts';
import { isOtherAnswer, keepsAnswers, type Route } from './route.ts';

export interface DescribedApi {
  openapi: '3.1.0';
  info: { title: string; version: string; description: string };
  paths: Record<string, Record<string, unknown>>;
  components: Record<string, unknown>;
}

/** The description of the API as OpenAPI 3.1, from the schemas that requests are checked by. */
export function describeApi(routes: readonly Route[], { version }: { version: string }): DescribedApi {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: describeRoute(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'tg-parser',
      version,
      description: 'Telegram channels as documents and topics. Lists are pages: `next` of one is `after` of the next.',
    },
    paths,
    components: {
      schemas: { Error: toJsonSchema(errorAnswerSchema) },
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'A key of "tg-parser keys create"' } },
    },
  };
}

const idempotencyKeyParameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same request under the same key is carried out once',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
};

function describeRoute(route: Route): Record<string, unknown> {
  const { needs, tag, summary, errors, statusOf } = route;
  const answer = { description: summary, content: describeAnswer(route.answer) };
  const refused = new Set([
    ...(needs === null ? [] : [errorStatus('key_required'), errorStatus('not_allowed'), errorStatus('request_limit_reached')]),
    ...(keepsAnswers(route) ? [errorStatus('idempotency_key_reused'), errorStatus('request_under_way')] : []),
    ...(route.body === null ? [] : [errorStatus('request_too_large'), errorStatus('media_type_unknown')]),
    ...[...errors, 'request_invalid' as const, 'internal' as const, 'storage_busy' as const, 'request_timeout' as const].map(
      errorStatus,
    ),
  ]);
  return {
    operationId: operationId(route),
    summary,
    tags: [tag],
    security: needs === null ? [] : [{ key: [] }],
    parameters: [
      ...describeParameters(route.parameters, 'path'),
      ...describeParameters(route.query, 'query'),
      ...(route.method === 'post' ? [idempotencyKeyParameter] : []),
    ],
    ...(route.body === null ? {} : { requestBody: describeBody(route.body) }),
    responses: Object.fromEntries([
      [String(route.status), answer],
      ...(needs === null || route.method !== 'get'
        ? []
        : [['304', { description: 'The answer is the one that If-None-Match names' }] as const]),
      ...[...refused].sort().map(
        (status) =>
          [
            String(status),
            {
              description: 'See `code`',
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
            },
          ] as const,
      ),
      ...(statusOf ? [['503', answer] as const] : []),
    ]),
  };
}

function describeAnswer(answer: Route['answer']): Record<string, unknown> {
  return isOtherAnswer(answer)
    ? Object.fromEntries(answer.mediaTypes.map((type) => [type, { schema: { type: 'string' } }]))
    : { 'application/json': { schema: toJsonSchema(answer) } };
}

function describeBody(body: z.ZodType): Record<string, unknown> {
  return { required: !body.safeParse({}).success, content: { 'application/json': { schema: toJsonSchema(body, 'input') } } };
}

/** `get /api/v1/topics/{topic_id}/bundle` → `getTopicsBundle`, with what is in braces at the end. */
function operationId({ method, path }: Route): string {
  const words = path.replace('/api/v1', '').split('/').filter(Boolean);
  const named = words.map((word) => (word.startsWith('{') ? `by_${word.slice(1, -1)}` : word)).join('_');
  return `${method}_${named}`.replaceAll(/[_-](\w)/g, (_, letter: string) => letter.toUpperCase());
}

function describeParameters(schema: z.ZodType, place: 'path' | 'query'): Record<string, unknown>[] {
  const { properties = {}, required = [] } = toJsonSchema(schema, 'input') as {
    properties?: Record<string, { description?: string }>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...property }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: property,
  }));
}

function toJsonSchema(schema: z.ZodType, io: 'input' | 'output' = 'output'): Record<string, unknown> {
  const { $schema: _, ...described } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    // zod names its own checks as formats (`starts_with`), which strict validators refuse; the pattern beside it says it all.
    override: ({ jsonSchema }) => {
      delete jsonSchema.format;
    },
  });
  return described;
}
