// POST /api/chat: https://docs.ollama.com/api/chat. The server itself drops fields that it does not know; this fake refuses them, since
// an option that does nothing is a mistake of the caller's.
import { z } from 'zod';
import { bracketPath } from '../bracket-path.ts';
import { countTokens } from '../count-tokens.ts';
import { jsonReply } from '../json-reply.ts';
import { requestProblem } from '../request-problem.ts';
import { RequestRefused } from '../request-refused.ts';
import { splitText } from '../split-text.ts';
import type { Completion, Generation, WireHost, WireReply } from '../wire-api.ts';
import { ollamaError } from './ollama-error.ts';
import { hasThinking, nameWithTag } from './ollama-models.ts';

const integer = z.int().optional();
const number = z.number().optional();
const requestSchema = z.strictObject({
  model: z.string().min(1),
  messages: z
    .array(
      z.strictObject({
        role: z.enum(['system', 'user', 'assistant']),
        content: z.string(),
        thinking: z.string().optional(),
      }),
    )
    .min(1),
  format: z.union([z.literal('json'), z.record(z.string(), z.unknown())]).optional(),
  /** https://docs.ollama.com/modelfile#valid-parameters-and-values */
  options: z
    .strictObject({
      num_ctx: integer,
      num_predict: integer,
      num_keep: integer,
      num_batch: integer,
      num_gpu: integer,
      main_gpu: integer,
      num_thread: integer,
      use_mmap: z.boolean().optional(),
      seed: integer,
      temperature: number,
      top_k: integer,
      top_p: number,
      min_p: number,
      typical_p: number,
      repeat_last_n: integer,
      repeat_penalty: number,
      presence_penalty: number,
      frequency_penalty: number,
      stop: z.array(z.string()).optional(),
    })
    .optional(),
  stream: z.boolean().optional(),
  think: z.union([z.boolean(), z.enum(['low', 'medium', 'high'])]).optional(),
  keep_alive: z.union([z.string(), z.number()]).optional(),
});
type ChatBody = z.infer<typeof requestSchema>;

/** https://docs.ollama.com/context-length */
const defaultContextTokens = 4_096;

/** @throws RequestRefused */
export function chat(body: unknown, host: WireHost): Generation {
  const problem = requestProblem(requestSchema, body);
  if (problem !== null) {
    const field = bracketPath(problem.path);
    throw refusal(
      problem.kind === 'missing' && field === 'model'
        ? 'model is required'
        : `json: cannot unmarshal request field ${field}: ${problem.kind} (${problem.message})`,
    );
  }
  const request = body as ChatBody;
  if (!host.models.some((model) => nameWithTag(model) === nameWithTag(request.model))) {
    const message = `model '${request.model}' not found`;
    throw new RequestRefused(message, ollamaError(404, message));
  }
  if (request.think !== undefined && request.think !== false && !hasThinking(request.model)) {
    throw refusal(`"${request.model}" does not support thinking`);
  }
  const inputText = request.messages.map(({ content }) => content).join('\n');
  const inputTokens = countTokens(inputText);
  const contextTokens = request.options?.num_ctx ?? defaultContextTokens;
  const ofRole = (role: string) => request.messages.filter((message) => message.role === role).map(({ content }) => content);
  return {
    question: {
      model: request.model,
      instructions: ofRole('system').join('\n\n'),
      data: ofRole('user').join('\n\n'),
      schema: schemaOf(request),
      maxOutputTokens: roomForOutput(request.options?.num_predict, contextTokens - inputTokens),
    },
    inputText,
    starts: null,
    isCached: false,
    reasoningTokens: thinks(request) ? (host.reasoningTokens ?? 64) : 0,
    admissionTokens: inputTokens,
    isOutputSettled: false,
    violations:
      inputTokens < contextTokens
        ? []
        : [
            `context: a prompt of ${inputTokens} tokens does not fit num_ctx ${contextTokens}; the server cuts it without a word`,
          ],
    reply: (completion) =>
      request.stream === false
        ? jsonReply(200, lastPart(request, completion, completion.text, host))
        : streamed(request, completion, host),
  };
}

function refusal(message: string): RequestRefused {
  return new RequestRefused(message, ollamaError(400, message));
}

/** Mode `json` says that it wants an object, and not which. */
function schemaOf({ format }: ChatBody): Record<string, unknown> | null {
  return format === undefined ? null : format === 'json' ? { type: 'object' } : format;
}

/** The answer shares the context with the prompt; a negative `num_predict` sets no limit of its own. */
function roomForOutput(numPredict: number | undefined, left: number): number {
  const room = Math.max(1, left);
  return numPredict === undefined || numPredict < 0 ? room : Math.min(numPredict, room);
}

/** A model that can think does, unless it is told not to. */
function thinks({ think, model }: ChatBody): boolean {
  return hasThinking(model) && think !== false;
}

function lastPart(request: ChatBody, { end, usage }: Completion, content: string, host: WireHost) {
  return {
    model: request.model,
    created_at: host.now().toISOString(),
    message: { role: 'assistant', content, ...(usage.reasoning > 0 && request.stream === false ? { thinking: '…' } : {}) },
    done: true,
    done_reason: end === 'length' ? 'length' : 'stop',
    total_duration: 1_000_000 * (usage.input + usage.output),
    load_duration: 1_000_000,
    prompt_eval_count: usage.input,
    prompt_eval_duration: 1_000_000 * usage.input,
    eval_count: usage.output,
    eval_duration: 1_000_000 * usage.output,
  };
}

function streamed(request: ChatBody, completion: Completion, host: WireHost): WireReply {
  const part = (message: object) => ({ model: request.model, created_at: host.now().toISOString(), message, done: false });
  const lines = [
    ...(completion.usage.reasoning > 0 ? [part({ role: 'assistant', content: '', thinking: '…' })] : []),
    ...splitText(completion.text).map((content) => part({ role: 'assistant', content })),
    lastPart(request, completion, '', host),
  ];
  return {
    status: 200,
    headers: { 'content-type': 'application/x-ndjson' },
    body: lines.map((line) => `${JSON.stringify(line)}\n`),
  };
}
