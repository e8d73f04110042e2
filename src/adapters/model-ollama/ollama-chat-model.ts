import { freeOfCharge } from '../../domain/model-price.ts';
import type { TokenUsage } from '../../domain/token-usage.ts';
import type { ChatAnswer, ChatModel, ChatRequest } from '../../ports/chat-model.ts';
import { classifyFailure, classifyModelError } from '../model-sdk/classify-model-error.ts';
import { createModelFetch } from '../model-sdk/model-fetch.ts';
import type { ProviderSettings } from '../model-sdk/provider-settings.ts';

/** Contexts are made in steps: a model is loaded anew when its context changes. */
const contextStep = 2_048;
const smallestContext = 8_192;

interface StreamedPiece {
  model?: string;
  message?: { content?: string };
  done?: boolean;
  done_reason?: string;
  prompt_eval_count?: number;
  eval_count?: number;
  error?: string;
}

/**
 * A model of an Ollama server through its own chat API (https://github.com/ollama/ollama/blob/main/docs/api.md#generate-a-chat-completion),
 * streamed, so that a slow model can be told from one that hangs.
 */
export function createOllamaChatModel(model: string, settings: ProviderSettings): ChatModel {
  const { baseUrl, apiKey, temperature, timeout } = settings;
  const modelFetch = createModelFetch(timeout);
  const failed = { provider: 'ollama', model, baseUrl, apiKey } as const;
  return {
    provider: 'ollama',
    model,
    facts: { contextTokens: null, maxOutputTokens: null, price: freeOfCharge },
    parameters: { temperature },
    async complete(request) {
      try {
        const response = await modelFetch(`${baseUrl}/api/chat`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}) },
          body: JSON.stringify(toBody(model, request, temperature)),
          ...(request.signal ? { signal: request.signal } : {}),
        });
        if (!response.ok) {
          const body: unknown = await response.json().catch(() => null);
          throw classifyFailure(
            { status: response.status, headers: Object.fromEntries(response.headers), body },
            failed,
            Date.now(),
          );
        }
        return await readAnswer(response, model);
      } catch (error) {
        throw classifyModelError(error, failed, { signal: request.signal, now: Date.now() });
      }
    },
  };
}

function toBody(model: string, { instructions, data, repair, schema, ...request }: ChatRequest, temperature: number) {
  const needed = request.estimatedInputTokens + request.maxOutputTokens;
  return {
    model,
    messages: [
      { role: 'system', content: instructions },
      { role: 'user', content: data },
      ...(repair === null
        ? []
        : [
            { role: 'assistant', content: repair.answer },
            { role: 'user', content: repair.problem },
          ]),
    ],
    stream: true,
    think: false,
    format: schema.value,
    options: {
      temperature,
      num_predict: request.maxOutputTokens,
      num_ctx: Math.max(smallestContext, Math.ceil(needed / contextStep) * contextStep),
    },
  };
}

async function readAnswer(response: Response, model: string): Promise<ChatAnswer> {
  let text = '';
  let last: StreamedPiece | null = null;
  for await (const piece of readPieces(response)) {
    if (piece.error !== undefined) {
      throw new Error('the stream ended with an error');
    }
    text += piece.message?.content ?? '';
    last = piece.done ? piece : last;
  }
  if (last === null) {
    throw new Error('the stream ended early');
  }
  return { text, finishReason: toFinishReason(last.done_reason), usage: toUsage(last), model: last.model ?? model };
}

/** One JSON object a line. */
async function* readPieces(response: Response): AsyncGenerator<StreamedPiece> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of response.body as unknown as AsyncIterable<Uint8Array>) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines.filter((one) => one.trim() !== '')) {
      yield JSON.parse(line) as StreamedPiece;
    }
  }
  if (rest.trim() !== '') {
    yield JSON.parse(rest) as StreamedPiece;
  }
}

function toFinishReason(reason: string | undefined): ChatAnswer['finishReason'] {
  return reason === 'stop' ? 'stop' : reason === 'length' ? 'length' : 'other';
}

function toUsage({ prompt_eval_count: input, eval_count: output }: StreamedPiece): TokenUsage | null {
  return input === undefined || output === undefined
    ? null
    : { inputTokens: input, cachedInputTokens: 0, cacheWriteTokens: 0, outputTokens: output, reasoningTokens: 0 };
}
