import { createAnthropic } from '@ai-sdk/anthropic';
import type { ChatModel, ChatRequest } from '../../ports/chat-model.ts';
import { completeWithSdk } from '../model-sdk/complete-with-sdk.ts';
import { factsOf } from '../model-sdk/model-facts.ts';
import { createModelFetch } from '../model-sdk/model-fetch.ts';
import type { ProviderSettings } from '../model-sdk/provider-settings.ts';

/** A model of Anthropic through the Messages API (https://docs.anthropic.com/en/api/messages), without extended thinking. */
export function createAnthropicChatModel(model: string, settings: ProviderSettings): ChatModel {
  const { apiKey, baseUrl, temperature } = settings;
  const provider = createAnthropic({
    apiKey: apiKey ?? 'none',
    baseURL: `${baseUrl}/v1`,
    fetch: createModelFetch(settings.timeout),
  });
  const sdk = provider(model);
  const facts = factsOf('anthropic', model);
  // Anthropic's goes to 1 only.
  const ownTemperature = Math.min(temperature, 1);
  return {
    provider: 'anthropic',
    model,
    facts,
    parameters: { temperature: ownTemperature },
    complete: (request: ChatRequest) =>
      completeWithSdk(request, {
        sdk,
        failed: { provider: 'anthropic', model, baseUrl, apiKey },
        maxOutputTokens: Math.min(request.maxOutputTokens, facts.maxOutputTokens ?? Number.POSITIVE_INFINITY),
        temperature: ownTemperature,
        providerOptions: { anthropic: { structuredOutputMode: 'outputFormat' } },
        instructionOptions: { anthropic: { cacheControl: { type: 'ephemeral' } } },
        isRefusal: (body) => (body as { stop_reason?: unknown } | undefined)?.stop_reason === 'refusal',
      }),
  };
}
