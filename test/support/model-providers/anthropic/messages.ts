// POST /v1/messages: https://platform.claude.com/docs/en/api/messages. Tools are left out: a request with tools is refused.
import { z } from 'zod';
import { countTokens } from '../count-tokens.ts';
import { eventStreamReply } from '../event-stream-reply.ts';
import { jsonReply } from '../json-reply.ts';
import type { PromptStart } from '../prompt-cache.ts';
import { requestProblem } from '../request-problem.ts';
import { RequestRefused } from '../request-refused.ts';
import { splitText } from '../split-text.ts';
import type { Completion, Generation, WireHost, WireReply } from '../wire-api.ts';
import { anthropicError, anthropicProblem, anthropicRefusal } from './anthropic-error.ts';
import { outputSchemaProblem } from './output-schema-problem.ts';

const cacheControl = z.strictObject({ type: z.literal('ephemeral'), ttl: z.enum(['5m', '1h']).optional() }).nullish();
const textBlock = z.strictObject({
  type: z.literal('text'),
  text: z.string(),
  cache_control: cacheControl,
  citations: z.null().optional(),
});
const thinkingBlock = z.strictObject({ type: z.literal('thinking'), thinking: z.string(), signature: z.string() });
const requestSchema = z.strictObject({
  model: z.string(),
  max_tokens: z.int().min(1),
  messages: z
    .array(
      z.discriminatedUnion('role', [
        z.strictObject({ role: z.literal('user'), content: z.union([z.string(), z.array(textBlock).min(1)]) }),
        z.strictObject({
          role: z.literal('assistant'),
          content: z.union([z.string(), z.array(z.discriminatedUnion('type', [textBlock, thinkingBlock])).min(1)]),
        }),
      ]),
    )
    .min(1),
  system: z.union([z.string(), z.array(textBlock)]).optional(),
  temperature: z.number().min(0).max(1).optional(),
  top_p: z.number().min(0).max(1).optional(),
  top_k: z.int().min(0).optional(),
  stop_sequences: z.array(z.string()).optional(),
  stream: z.boolean().optional(),
  metadata: z.strictObject({ user_id: z.string().max(256).nullish() }).optional(),
  service_tier: z.enum(['auto', 'standard_only']).optional(),
  inference_geo: z.string().nullish(),
  cache_control: cacheControl,
  thinking: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('enabled'), budget_tokens: z.int().min(1_024), display: z.string().nullish() }),
      z.strictObject({ type: z.literal('adaptive'), display: z.string().nullish() }),
      z.strictObject({ type: z.literal('disabled') }),
    ])
    .optional(),
  output_config: z
    .strictObject({
      effort: z.enum(['low', 'medium', 'high', 'xhigh', 'max']).nullish(),
      format: z.strictObject({ type: z.literal('json_schema'), schema: z.record(z.string(), z.unknown()) }).nullish(),
    })
    .optional(),
});
export type MessagesBody = z.infer<typeof requestSchema>;

const mostOutputTokens = 64_000;
const mostCacheBlocks = 4;

interface ReadBlock {
  role: 'system' | 'user' | 'assistant';
  text: string;
  isMarked: boolean;
}

/** @throws RequestRefused */
export function message(body: unknown, host: WireHost): Generation {
  const problem = requestProblem(requestSchema, body);
  if (problem !== null) {
    throw anthropicProblem(problem);
  }
  const request = body as MessagesBody;
  if (!host.models.includes(request.model)) {
    throw new RequestRefused(`unknown model ${request.model}`, anthropicError(404, `model: ${request.model}`));
  }
  const blocks = blocksOf(request);
  checkRules(request, blocks);
  const schema = request.output_config?.format?.schema ?? null;
  const start = schema === null ? '' : `${JSON.stringify(schema)}\n`;
  const ofRole = (role: string) => blocks.filter((block) => block.role === role).map(({ text }) => text);
  const inputText = start + blocks.map(({ text }) => text).join('\n');
  return {
    question: {
      model: request.model,
      instructions: ofRole('system').join('\n\n'),
      data: ofRole('user').join('\n\n'),
      schema,
      maxOutputTokens: request.max_tokens,
    },
    inputText,
    starts: startsOf(start, blocks),
    isCached: true,
    reasoningTokens: thinks(request) ? (host.reasoningTokens ?? 256) : 0,
    admissionTokens: countTokens(inputText),
    isOutputSettled: true,
    reply: (completion) =>
      request.stream === true ? streamed(request, completion) : jsonReply(200, messageObject(request, completion)),
  };
}

function startsOf(start: string, blocks: readonly ReadBlock[]): PromptStart[] {
  return blocks.map(({ isMarked }, index) => {
    const texts = blocks.slice(0, index + 1).map(({ text }) => text);
    return { text: start + texts.join('\n'), isMarked };
  });
}

function thinks({ thinking }: MessagesBody): boolean {
  return thinking !== undefined && thinking.type !== 'disabled';
}

function blocksOf(request: MessagesBody): ReadBlock[] {
  const read = (role: ReadBlock['role'], content: string | readonly object[] | undefined): ReadBlock[] =>
    typeof content === 'string'
      ? [{ role, text: content, isMarked: false }]
      : (content ?? []).flatMap((block) =>
          'text' in block
            ? [{ role, text: String(block.text), isMarked: 'cache_control' in block && block.cache_control != null }]
            : [],
        );
  const blocks = [...read('system', request.system), ...request.messages.flatMap(({ role, content }) => read(role, content))];
  const last = blocks.at(-1);
  if (request.cache_control != null && last !== undefined) {
    last.isMarked = true;
  }
  return blocks;
}

function checkRules(request: MessagesBody, blocks: readonly ReadBlock[]): void {
  const refuseIf = (isWrong: boolean, message: string) => {
    if (isWrong) {
      throw anthropicRefusal(message);
    }
  };
  const { thinking, temperature, output_config } = request;
  const last = request.messages.at(-1);
  const marked = blocks.filter(({ isMarked }) => isMarked);
  refuseIf(
    request.max_tokens > mostOutputTokens,
    `max_tokens: ${request.max_tokens} > ${mostOutputTokens}, which is the maximum allowed number of output tokens for ${request.model}`,
  );
  refuseIf(
    blocks.some(({ text }) => text === ''),
    'messages: text content blocks must be non-empty',
  );
  refuseIf(
    marked.length > mostCacheBlocks,
    `A maximum of ${mostCacheBlocks} blocks with cache_control may be provided. Found ${marked.length}.`,
  );
  refuseIf(
    temperature !== undefined && request.top_p !== undefined,
    '`temperature` and `top_p` cannot both be specified for this model. Please use only one.',
  );
  refuseIf(
    thinks(request) && temperature !== undefined && temperature !== 1,
    '`temperature` may only be set to 1 when thinking is enabled.',
  );
  refuseIf(
    thinking?.type === 'enabled' && thinking.budget_tokens >= request.max_tokens,
    '`max_tokens` must be greater than `thinking.budget_tokens`.',
  );
  refuseIf(
    last?.role === 'assistant' && output_config?.format != null,
    'Prefilling assistant messages is not supported with structured outputs.',
  );
  const problem = output_config?.format == null ? null : outputSchemaProblem(output_config.format.schema);
  refuseIf(problem !== null, `output_config.format.schema: ${problem}`);
}

function contentOf(request: MessagesBody, { number, text, usage }: Completion): Record<string, unknown>[] {
  return [
    ...(thinks(request) && usage.reasoning > 0 ? [{ type: 'thinking', thinking: '', signature: `signature-${number}` }] : []),
    ...(text === '' ? [] : [{ type: 'text', text }]),
  ];
}

function messageObject(request: MessagesBody, completion: Completion) {
  return {
    id: `msg_${completion.number}`,
    type: 'message',
    role: 'assistant',
    model: request.model,
    content: contentOf(request, completion),
    stop_reason: stopReason(completion),
    stop_sequence: null,
    usage: { ...inputUsage(completion), ...outputUsage(completion) },
  };
}

function stopReason({ end }: Completion): string {
  return { stop: 'end_turn', length: 'max_tokens', refusal: 'refusal' }[end];
}

/** `input_tokens` is what was neither read from the cache nor written to it. */
function inputUsage({ usage }: Completion) {
  return {
    input_tokens: usage.input - usage.cached - usage.cacheWritten,
    cache_creation_input_tokens: usage.cacheWritten,
    cache_read_input_tokens: usage.cached,
    cache_creation: { ephemeral_5m_input_tokens: usage.cacheWritten, ephemeral_1h_input_tokens: 0 },
    service_tier: 'standard',
  };
}

/** Thinking is part of the output. */
function outputUsage({ usage }: Completion) {
  return {
    output_tokens: usage.output,
    ...(usage.reasoning > 0 ? { output_tokens_details: { thinking_tokens: usage.reasoning } } : {}),
  };
}

/** https://platform.claude.com/docs/en/build-with-claude/streaming */
function streamed(request: MessagesBody, completion: Completion): WireReply {
  const start = { ...messageObject(request, completion), content: [], stop_reason: null };
  const events: Record<string, unknown>[] = [
    { type: 'message_start', message: { ...start, usage: { ...inputUsage(completion), output_tokens: 1 } } },
  ];
  contentOf(request, completion).forEach((block, index) => {
    const isText = block.type === 'text';
    events.push({
      type: 'content_block_start',
      index,
      content_block: isText ? { type: 'text', text: '' } : { ...block, signature: '' },
    });
    if (index === 0) {
      events.push({ type: 'ping' });
    }
    const deltas = isText
      ? splitText(completion.text).map((text) => ({ type: 'text_delta', text }))
      : [{ type: 'signature_delta', signature: block.signature }];
    events.push(...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })));
    events.push({ type: 'content_block_stop', index });
  });
  events.push(
    {
      type: 'message_delta',
      delta: { stop_reason: stopReason(completion), stop_sequence: null },
      usage: outputUsage(completion),
    },
    { type: 'message_stop' },
  );
  return eventStreamReply(events.map((data) => ({ name: String(data.type), data })));
}
