import type { ErrorCode } from '../../domain/error-code.ts';
import { TgParserError, type TgParserErrorDetails } from '../../domain/tg-parser-error.ts';
import type { ModelFacts } from '../../ports/callable-model.ts';
import type { ChatAnswer, ChatModel, ChatRequest } from '../../ports/chat-model.ts';

/** Two dollars a million of input, ten of output. */
export const somePrice = { input: 2, cachedInput: 0.5, cacheWrite: 2.5, output: 10, batchShare: 0.5 };

/** A model that does what it is told for each call. */
export function chatModel(
  complete: (request: ChatRequest, call: number) => ChatAnswer | Promise<ChatAnswer>,
  facts: Partial<ModelFacts> = {},
): ChatModel & { calls: ChatRequest[] } {
  const calls: ChatRequest[] = [];
  return {
    calls,
    provider: 'acme',
    model: 'big-1',
    facts: { contextTokens: null, maxOutputTokens: null, price: somePrice, ...facts },
    parameters: {},
    async complete(request) {
      calls.push(request);
      return await complete(request, calls.length);
    },
  };
}

const retryableCodes: readonly ErrorCode[] = ['model_rate_limited', 'model_overloaded', 'model_timeout', 'model_unreachable'];

/** As an adapter would classify it. */
export function modelError(code: ErrorCode, details: TgParserErrorDetails = {}): TgParserError {
  return new TgParserError(code, `acme: ${code}`, { retryable: retryableCodes.includes(code), ...details });
}
