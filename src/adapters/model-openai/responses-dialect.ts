import { createOpenAI } from '@ai-sdk/openai';
import type { LanguageModelV3GenerateResult } from '@ai-sdk/provider';
import type { ChatAnswer, ChatRequest } from '../../ports/chat-model.ts';
import { fieldOf } from '../model-sdk/field-of.ts';
import { outputLimit } from '../model-sdk/output-limit.ts';
import type { ProviderSettings } from '../model-sdk/provider-settings.ts';
import { sdkAnswer } from '../model-sdk/sdk-answer.ts';
import type { SdkDialect } from '../model-sdk/sdk-dialect.ts';
import { sdkResponseFormat } from '../model-sdk/sdk-response-format.ts';
import { sdkTurns } from '../model-sdk/sdk-turns.ts';
import type { OpenAiTraits } from './openai-traits.ts';
import { promptCacheKey } from './prompt-cache-key.ts';

/** https://platform.openai.com/docs/api-reference/responses/create */
export function responsesDialect(
  model: string,
  traits: OpenAiTraits,
  { baseUrl, verbosity }: { baseUrl: string; verbosity: ProviderSettings['verbosity'] },
): SdkDialect {
  return {
    open: (connection) => createOpenAI({ baseURL: baseUrl, ...connection }).responses(model),
    options: (request) => ({
      prompt: sdkTurns(request),
      maxOutputTokens: outputLimit(request, traits.facts),
      responseFormat: sdkResponseFormat(request),
      providerOptions: {
        openai: {
          instructions: request.instructions,
          ...(traits.effort === null ? {} : { reasoningEffort: traits.effort }),
          textVerbosity: verbosity,
          store: false,
          promptCacheKey: promptCacheKey(request),
          forceReasoning: true,
        },
      },
    }),
    amend: withoutEncryptedReasoning,
    read: (result, body) => readResponse(result, body, model),
  };
}

/** The package asks for the reasoning in encrypted form, to send it back in a next turn. We have none. */
function withoutEncryptedReasoning({ include: _, ...body }: Record<string, unknown>, _request: ChatRequest) {
  return body;
}

function readResponse(result: LanguageModelV3GenerateResult, body: unknown, model: string): ChatAnswer {
  // The package looks only at why an answer is incomplete, and takes one that is not finished for a whole one.
  const hasEnded = ['completed', 'incomplete'].includes(String(fieldOf(body, 'status')));
  const answer = sdkAnswer(result, { inputCount: 'input_tokens', model });
  return hasEnded ? answer : { ...answer, finishReason: 'other' };
}
