// POST /v1/chat/completions: https://platform.openai.com/docs/api-reference/chat/create
import { z } from 'zod';
import { eventStreamReply } from '../event-stream-reply.ts';
import { jsonReply } from '../json-reply.ts';
import { requestProblem } from '../request-problem.ts';
import { RequestRefused } from '../request-refused.ts';
import { splitText } from '../split-text.ts';
import type { Completion, Generation, WireHost, WireReply } from '../wire-api.ts';
import { admissionTokens } from './admission-tokens.ts';
import { checkJsonMode } from './check-json-mode.ts';
import { checkJsonSchemaFormat, jsonSchemaFields } from './json-schema-format.ts';
import { modelNotFound, openAiProblem, openAiRefusal } from './openai-error.ts';
import { checkModelParameters, refuseMaxTokens } from './openai-model-rules.ts';
import { schemaText } from './schema-text.ts';

const content = z.union([z.string(), z.array(z.strictObject({ type: z.literal('text'), text: z.string() })).min(1)]);
const named = { name: z.string().optional() };
const message = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('system'), content, ...named }),
  z.strictObject({ role: z.literal('developer'), content, ...named }),
  z.strictObject({ role: z.literal('user'), content, ...named }),
  z.strictObject({ role: z.literal('assistant'), content: content.nullish(), refusal: z.string().nullish(), ...named }),
]);
const count = z.int().min(1).nullish();
const requestSchema = z.strictObject({
  model: z.string(),
  messages: z.array(message).min(1),
  max_tokens: count,
  max_completion_tokens: count,
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  n: z.literal(1).nullish(),
  seed: z.int().nullish(),
  stop: z.union([z.string(), z.array(z.string()).max(4)]).nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  logit_bias: z.record(z.string(), z.number()).nullish(),
  logprobs: z.boolean().nullish(),
  top_logprobs: z.int().min(0).max(20).nullish(),
  reasoning_effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh']).nullish(),
  verbosity: z.enum(['low', 'medium', 'high']).nullish(),
  response_format: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('text') }),
      z.strictObject({ type: z.literal('json_object') }),
      z.strictObject({ type: z.literal('json_schema'), json_schema: z.strictObject(jsonSchemaFields) }),
    ])
    .optional(),
  stream: z.boolean().nullish(),
  stream_options: z
    .strictObject({ include_usage: z.boolean().optional(), include_obfuscation: z.boolean().optional() })
    .nullish(),
  store: z.boolean().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  service_tier: z.enum(['auto', 'default', 'flex', 'priority']).nullish(),
  prompt_cache_key: z.string().optional(),
  prompt_cache_retention: z.enum(['in_memory', '24h']).nullish(),
  safety_identifier: z.string().optional(),
  user: z.string().optional(),
});
type ChatRequestBody = z.infer<typeof requestSchema>;

/** @throws RequestRefused */
export function chatCompletion(body: unknown, host: WireHost): Generation {
  const problem = requestProblem(requestSchema, body);
  if (problem !== null) {
    throw openAiProblem(problem, 'argument');
  }
  const request = body as ChatRequestBody;
  if (!host.models.includes(request.model)) {
    throw new RequestRefused(`unknown model ${request.model}`, modelNotFound(request.model));
  }
  const reasoningTokens = checkParameters(request);
  const texts = (roles: readonly string[]) =>
    request.messages.filter(({ role }) => roles.includes(role)).map((sent) => textOf(sent.content));
  const schema = request.response_format?.type === 'json_schema' ? (request.response_format.json_schema.schema ?? null) : null;
  const maxOutputTokens = request.max_completion_tokens ?? request.max_tokens ?? null;
  const inputText = schemaText(schema) + request.messages.map((sent) => textOf(sent.content)).join('\n');
  return {
    question: {
      model: request.model,
      instructions: texts(['system', 'developer']).join('\n\n'),
      data: texts(['user']).join('\n\n'),
      schema,
      maxOutputTokens,
    },
    inputText,
    starts: null,
    reasoningTokens: host.reasoningTokens ?? reasoningTokens,
    isCached: true,
    admissionTokens: admissionTokens(maxOutputTokens, inputText),
    isOutputSettled: false,
    reply: (completion) => (request.stream === true ? streamed(request, completion, host) : whole(request, completion, host)),
  };
}

/** @returns tokens spent on reasoning */
function checkParameters(request: ChatRequestBody): number {
  if (request.max_tokens != null && request.max_completion_tokens != null) {
    throw openAiRefusal(
      'Setting max_tokens and max_completion_tokens at the same time is not supported.',
      'max_tokens',
      'invalid_parameter_combination',
    );
  }
  if (request.max_tokens != null) {
    refuseMaxTokens(request.model);
  }
  if (request.stream_options != null && request.stream !== true) {
    throw openAiRefusal("The 'stream_options' parameter is only allowed when 'stream' is enabled.", 'stream_options', null);
  }
  if (request.response_format?.type === 'json_schema') {
    checkJsonSchemaFormat(request.response_format.json_schema, 'response_format.json_schema');
  }
  if (request.response_format?.type === 'json_object') {
    const texts = request.messages.map((sent) => textOf(sent.content));
    checkJsonMode(texts, 'response_format');
  }
  return checkModelParameters({
    model: request.model,
    effort: request.reasoning_effort,
    effortName: 'reasoning_effort',
    temperature: request.temperature,
    topP: request.top_p,
    verbosity: request.verbosity,
    verbosityName: 'verbosity',
  });
}

function textOf(sent: z.infer<typeof content> | null | undefined): string {
  return typeof sent === 'string' ? sent : (sent ?? []).map(({ text }) => text).join('');
}

function head(request: ChatRequestBody, { number }: Completion, host: WireHost, object: string) {
  return {
    id: `chatcmpl-${number}`,
    object,
    created: Math.floor(host.now().getTime() / 1_000),
    model: request.model,
    service_tier: 'default',
    system_fingerprint: 'fp_fake',
  };
}

function whole(request: ChatRequestBody, completion: Completion, host: WireHost): WireReply {
  const isRefusal = completion.end === 'refusal';
  return jsonReply(200, {
    ...head(request, completion, host, 'chat.completion'),
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: isRefusal ? null : completion.text,
          refusal: isRefusal ? completion.text : null,
          annotations: [],
        },
        logprobs: null,
        finish_reason: completion.end === 'length' ? 'length' : 'stop',
      },
    ],
    usage: chatUsage(completion),
  });
}

function streamed(request: ChatRequestBody, completion: Completion, host: WireHost): WireReply {
  const base = head(request, completion, host, 'chat.completion.chunk');
  const field = completion.end === 'refusal' ? 'refusal' : 'content';
  const chunk = (delta: object, finishReason: string | null) => ({
    data: { ...base, choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }] },
  });
  return eventStreamReply([
    chunk({ role: 'assistant', content: '', refusal: null }, null),
    ...splitText(completion.text).map((piece) => chunk({ [field]: piece }, null)),
    chunk({}, completion.end === 'length' ? 'length' : 'stop'),
    ...(request.stream_options?.include_usage === true
      ? [{ data: { ...base, choices: [], usage: chatUsage(completion) } }]
      : []),
    { data: '[DONE]' },
  ]);
}

function chatUsage({ usage }: Completion) {
  return {
    prompt_tokens: usage.input,
    completion_tokens: usage.output,
    total_tokens: usage.input + usage.output,
    prompt_tokens_details: { cached_tokens: usage.cached, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: usage.reasoning,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}
