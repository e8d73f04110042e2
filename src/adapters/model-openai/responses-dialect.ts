import { createOpenAI } from '@ai-sdk/openai';
import type { LanguageModelV3GenerateResult } from '@ai-sdk/provider';
import type { ChatAnswer, ChatRequest } from '../../ports/chat-model.ts';
import { fieldOf } from '../model-sdk/field-of.ts';
import { outputLimit } from '../model-sdk/output-limit.ts';
import type { ProviderSettings } from '../model-sdk/provider-settings.ts';
import { sdkFinishReason, sdkText, sdkUsage } from '../model-sdk/sdk-answer.ts';
import { sdkTurns } from '../model-sdk/sdk-prompt.ts';
import { placeholderKey, type SdkDialect, sdkResponseFormat } from '../model-sdk/sdk-wire.ts';
import type { OpenAiTraits } from './openai-traits.ts';
import { promptCacheKey } from './prompt-cache-key.ts';

/** https://platform.openai.com/docs/api-reference/responses/create */
export function responsesDialect(
  model: string,
  traits: OpenAiTraits,
  { baseUrl, verbosity }: { baseUrl: string; verbosity: ProviderSettings['verbosity'] },
): SdkDialect {
  return {
    open: (fetch) => createOpenAI({ baseURL: baseUrl, apiKey: placeholderKey, fetch }).responses(model),
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
  return {
    text: sdkText(result),
    finishReason: hasEnded ? sdkFinishReason(result.finishReason) : 'other',
    usage: sdkUsage(result.usage, 'input_tokens'),
    model: result.response?.modelId ?? model,
  };
}
