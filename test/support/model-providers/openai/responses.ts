// POST /v1/responses: https://platform.openai.com/docs/api-reference/responses/create
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
import { checkModelParameters } from './openai-model-rules.ts';
import { schemaText } from './schema-text.ts';

const inputText = z.strictObject({ type: z.literal('input_text'), text: z.string() });
const outputText = z.strictObject({
  type: z.enum(['output_text', 'refusal']),
  text: z.string().optional(),
  refusal: z.string().optional(),
  annotations: z.array(z.unknown()).optional(),
});
const asked = { type: z.literal('message').optional(), content: z.union([z.string(), z.array(inputText)]) };
const inputItem = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('system'), ...asked }),
  z.strictObject({ role: z.literal('developer'), ...asked }),
  z.strictObject({ role: z.literal('user'), ...asked }),
  z.strictObject({
    type: z.literal('message').optional(),
    id: z.string().optional(),
    status: z.string().optional(),
    role: z.literal('assistant'),
    content: z.union([z.string(), z.array(outputText)]),
  }),
]);
const requestSchema = z.strictObject({
  model: z.string(),
  input: z.union([z.string(), z.array(inputItem)]),
  instructions: z.string().nullish(),
  max_output_tokens: z.int().min(16).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  reasoning: z
    .strictObject({
      effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh']).nullish(),
      summary: z.enum(['auto', 'concise', 'detailed']).nullish(),
    })
    .nullish(),
  text: z
    .strictObject({
      format: z
        .discriminatedUnion('type', [
          z.strictObject({ type: z.literal('text') }),
          z.strictObject({ type: z.literal('json_object') }),
          z.strictObject({ type: z.literal('json_schema'), ...jsonSchemaFields }),
        ])
        .optional(),
      verbosity: z.enum(['low', 'medium', 'high']).nullish(),
    })
    .optional(),
  stream: z.boolean().nullish(),
  stream_options: z.strictObject({ include_obfuscation: z.boolean().optional() }).nullish(),
  store: z.boolean().nullish(),
  background: z.literal(false).nullish(),
  include: z.array(z.string()).nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  previous_response_id: z.null().optional(),
  parallel_tool_calls: z.boolean().nullish(),
  service_tier: z.enum(['auto', 'default', 'flex', 'priority']).nullish(),
  truncation: z.enum(['auto', 'disabled']).nullish(),
  prompt_cache_key: z.string().optional(),
  prompt_cache_retention: z.enum(['in_memory', '24h']).nullish(),
  safety_identifier: z.string().optional(),
  user: z.string().optional(),
});
type ResponsesBody = z.infer<typeof requestSchema>;

/** @throws RequestRefused */
export function response(body: unknown, host: WireHost): Generation {
  const problem = requestProblem(requestSchema, body);
  if (problem !== null) {
    throw openAiProblem(problem, 'parameter');
  }
  const request = body as ResponsesBody;
  if (!host.models.includes(request.model)) {
    throw new RequestRefused(`unknown model ${request.model}`, modelNotFound(request.model));
  }
  const messages = messagesOf(request);
  const reasoningTokens = checkParameters(request, messages);
  const schema = request.text?.format?.type === 'json_schema' ? (request.text.format.schema ?? null) : null;
  const maxOutputTokens = request.max_output_tokens ?? null;
  const text = schemaText(schema) + messages.map((message) => message.text).join('\n');
  const ofRole = (roles: readonly string[]) =>
    messages.filter(({ role }) => roles.includes(role)).map((message) => message.text);
  return {
    question: {
      model: request.model,
      instructions: ofRole(['system', 'developer']).join('\n\n'),
      data: ofRole(['user']).join('\n\n'),
      schema,
      maxOutputTokens,
    },
    inputText: text,
    starts: null,
    reasoningTokens: host.reasoningTokens ?? reasoningTokens,
    isCached: true,
    admissionTokens: admissionTokens(maxOutputTokens, text),
    isOutputSettled: false,
    reply: (completion) =>
      request.stream === true ? streamed(request, completion, host) : jsonReply(200, responseObject(request, completion, host)),
  };
}

function messagesOf(request: ResponsesBody): { role: string; text: string }[] {
  const input = typeof request.input === 'string' ? [{ role: 'user', content: request.input } as const] : request.input;
  const messages = input.map(({ role, content }) => ({
    role,
    text:
      typeof content === 'string'
        ? content
        : content.map((part) => ('refusal' in part ? (part.refusal ?? '') : (part.text ?? ''))).join(''),
  }));
  return request.instructions == null ? messages : [{ role: 'system', text: request.instructions }, ...messages];
}

/** @returns tokens spent on reasoning */
function checkParameters(request: ResponsesBody, messages: readonly { text: string }[]): number {
  if (request.text?.format?.type === 'json_schema') {
    checkJsonSchemaFormat(request.text.format, 'text.format');
    if (request.text.format.schema === undefined) {
      throw openAiRefusal(
        "Missing required parameter: 'text.format.schema'.",
        'text.format.schema',
        'missing_required_parameter',
      );
    }
  }
  if (request.text?.format?.type === 'json_object') {
    const texts = messages.map(({ text }) => text);
    checkJsonMode(texts, 'text.format');
  }
  return checkModelParameters({
    model: request.model,
    effort: request.reasoning?.effort,
    effortName: 'reasoning.effort',
    temperature: request.temperature,
    topP: request.top_p,
    verbosity: request.text?.verbosity,
    verbosityName: 'text.verbosity',
  });
}

function responseObject(request: ResponsesBody, completion: Completion, host: WireHost) {
  const { number, text, end, usage } = completion;
  const isCut = end === 'length';
  const part =
    end === 'refusal' ? { type: 'refusal', refusal: text } : { type: 'output_text', annotations: [], logprobs: [], text };
  const message = {
    id: `msg_${number}`,
    type: 'message',
    status: isCut ? 'incomplete' : 'completed',
    content: [part],
    role: 'assistant',
  };
  return {
    id: `resp_${number}`,
    object: 'response',
    created_at: Math.floor(host.now().getTime() / 1_000),
    status: isCut ? 'incomplete' : 'completed',
    background: false,
    error: null,
    incomplete_details: isCut ? { reason: 'max_output_tokens' } : null,
    instructions: request.instructions ?? null,
    max_output_tokens: request.max_output_tokens ?? null,
    model: request.model,
    // A model whose reasoning took all of the room says nothing: there is no message at all.
    output: [
      ...(usage.reasoning > 0 ? [{ id: `rs_${number}`, type: 'reasoning', summary: [] }] : []),
      ...(isCut && text === '' ? [] : [message]),
    ],
    parallel_tool_calls: true,
    previous_response_id: null,
    reasoning: { effort: request.reasoning?.effort ?? null, summary: null },
    service_tier: 'default',
    store: request.store ?? true,
    temperature: request.temperature ?? 1,
    text: { format: request.text?.format ?? { type: 'text' }, verbosity: request.text?.verbosity ?? 'medium' },
    tool_choice: 'auto',
    tools: [],
    top_p: request.top_p ?? 1,
    truncation: 'disabled',
    usage: {
      input_tokens: usage.input,
      input_tokens_details: { cached_tokens: usage.cached },
      output_tokens: usage.output,
      output_tokens_details: { reasoning_tokens: usage.reasoning },
      total_tokens: usage.input + usage.output,
    },
    user: null,
    metadata: request.metadata ?? {},
  };
}

/** https://platform.openai.com/docs/api-reference/responses-streaming */
function streamed(request: ResponsesBody, completion: Completion, host: WireHost): WireReply {
  const whole = responseObject(request, completion, host);
  const begun = { ...whole, status: 'in_progress', output: [], usage: null, incomplete_details: null };
  const events: { name: string; data: Record<string, unknown> }[] = [
    { name: 'response.created', data: { response: begun } },
    { name: 'response.in_progress', data: { response: begun } },
  ];
  whole.output.forEach((item, output_index) => {
    if (!('content' in item)) {
      events.push({ name: 'response.output_item.added', data: { output_index, item } });
      events.push({ name: 'response.output_item.done', data: { output_index, item } });
      return;
    }
    const place = { item_id: item.id, output_index, content_index: 0 };
    const isRefusal = completion.end === 'refusal';
    const kind = isRefusal ? 'refusal' : 'output_text';
    events.push(
      { name: 'response.output_item.added', data: { output_index, item: { ...item, status: 'in_progress', content: [] } } },
      {
        name: 'response.content_part.added',
        data: { ...place, part: { ...item.content[0], [isRefusal ? 'refusal' : 'text']: '' } },
      },
      ...splitText(completion.text).map((delta) => ({
        name: `response.${kind}.delta`,
        data: { ...place, delta, ...(isRefusal ? {} : { logprobs: [] }) },
      })),
      { name: `response.${kind}.done`, data: { ...place, [isRefusal ? 'refusal' : 'text']: completion.text } },
      { name: 'response.content_part.done', data: { ...place, part: item.content[0] } },
      { name: 'response.output_item.done', data: { output_index, item } },
    );
  });
  events.push({
    name: completion.end === 'length' ? 'response.incomplete' : 'response.completed',
    data: { response: whole },
  });
  return eventStreamReply(
    events.map(({ name, data }, sequence_number) => ({ name, data: { type: name, sequence_number, ...data } })),
  );
}
