import { createOpenAI } from '@ai-sdk/openai';
import type { ChatRequest } from '../../ports/chat-model.ts';
import { outputLimit } from '../model-sdk/output-limit.ts';
import { sdkAnswer } from '../model-sdk/sdk-answer.ts';
import type { SdkDialect } from '../model-sdk/sdk-dialect.ts';
import { sdkResponseFormat } from '../model-sdk/sdk-response-format.ts';
import { sdkTurns } from '../model-sdk/sdk-turns.ts';
import type { OpenAiTraits } from './openai-traits.ts';
import { promptCacheKey } from './prompt-cache-key.ts';

/** https://platform.openai.com/docs/api-reference/chat/create */
export function chatDialect(model: string, traits: OpenAiTraits, { baseUrl }: { baseUrl: string }): SdkDialect {
  return {
    open: (connection) => createOpenAI({ baseURL: baseUrl, ...connection }).chat(model),
    options: (request) => ({
      prompt: [{ role: 'system', content: request.instructions }, ...sdkTurns(request)],
      ...(traits.temperature === null ? {} : { temperature: traits.temperature }),
      ...limitOf(request, traits),
      responseFormat: sdkResponseFormat(request),
    }),
    amend: (body) => body,
    read: (result) => sdkAnswer(result, { inputCount: 'prompt_tokens', model }),
  };
}

/** OpenAI calls `max_tokens` deprecated; many compatible servers know no other name. */
function limitOf(request: ChatRequest, { isOpenAis, facts }: OpenAiTraits) {
  const limit = outputLimit(request, facts);
  return isOpenAis
    ? { providerOptions: { openai: { maxCompletionTokens: limit, promptCacheKey: promptCacheKey(request) } } }
    : { maxOutputTokens: limit };
}
