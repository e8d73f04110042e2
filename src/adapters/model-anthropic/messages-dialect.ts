import { createAnthropic } from '@ai-sdk/anthropic';
import type { LanguageModelV3GenerateResult } from '@ai-sdk/provider';
import type { ChatAnswer, ChatRequest } from '../../ports/chat-model.ts';
import { outputLimit } from '../model-sdk/output-limit.ts';
import { sdkAnswer } from '../model-sdk/sdk-answer.ts';
import type { SdkDialect } from '../model-sdk/sdk-dialect.ts';
import { sdkResponseFormat } from '../model-sdk/sdk-response-format.ts';
import { sdkTurns } from '../model-sdk/sdk-turns.ts';
import type { AnthropicTraits } from './anthropic-traits.ts';

/**
 * https://platform.claude.com/docs/en/api/messages. The package knows which models cannot turn their thinking off and sends the least
 * that they take.
 *
 * @param baseUrl with the version path
 */
export function messagesDialect(model: string, traits: AnthropicTraits, baseUrl: string): SdkDialect {
  return {
    open: (connection) => createAnthropic({ baseURL: baseUrl, ...connection }).languageModel(model),
    options: (request) => ({
      prompt: [constantPart(request), ...sdkTurns(request)],
      maxOutputTokens: outputLimit(request, traits.facts),
      ...(traits.temperature === null ? {} : { temperature: traits.temperature }),
      responseFormat: sdkResponseFormat(request),
      providerOptions: {
        anthropic: {
          structuredOutputMode: 'outputFormat',
          thinking: { type: 'disabled' },
          ...(traits.effort === null ? {} : { effort: traits.effort }),
        },
      },
    }),
    amend: (body) => body,
    read: (result) => readMessage(result, model),
  };
}

/** Kept in the provider's cache for five minutes since it was used last. */
function constantPart({ instructions }: ChatRequest) {
  const providerOptions = { anthropic: { cacheControl: { type: 'ephemeral' } } };
  return { role: 'system' as const, content: instructions, providerOptions };
}

function readMessage(result: LanguageModelV3GenerateResult, model: string): ChatAnswer {
  // A paused turn wants to be continued: the package calls it stopped.
  const isPaused = result.finishReason.raw === 'pause_turn';
  const answer = sdkAnswer(result, { inputCount: 'input_tokens', model });
  return isPaused ? { ...answer, finishReason: 'other' } : answer;
}
