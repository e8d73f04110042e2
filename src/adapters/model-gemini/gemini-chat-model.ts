import { createGoogleGenerativeAI } from '@ai-sdk/google';
import type { ChatModel, ChatRequest } from '../../ports/chat-model.ts';
import { completeWithSdk } from '../model-sdk/complete-with-sdk.ts';
import { factsOf, reasoningRoom, reasons } from '../model-sdk/model-facts.ts';
import { createModelFetch } from '../model-sdk/model-fetch.ts';
import type { ProviderSettings } from '../model-sdk/provider-settings.ts';

/** A model of Google through generateContent (https://ai.google.dev/api/generate-content). The key travels in a header. */
export function createGeminiChatModel(model: string, settings: ProviderSettings): ChatModel {
  const { apiKey, baseUrl, temperature, reasoningEffort } = settings;
  const provider = createGoogleGenerativeAI({
    apiKey: apiKey ?? 'none',
    baseURL: `${baseUrl}/v1beta`,
    fetch: createModelFetch(settings.timeout),
  });
  const sdk = provider(model);
  const facts = factsOf('gemini', model);
  const room = reasoningRoom('gemini', model, reasoningEffort);
  const isReasoning = reasons('gemini', model);
  return {
    provider: 'gemini',
    model,
    facts,
    parameters: isReasoning ? { temperature, reasoning_effort: reasoningEffort } : { temperature },
    complete: (request: ChatRequest) =>
      completeWithSdk(request, {
        sdk,
        failed: { provider: 'gemini', model, baseUrl, apiKey },
        maxOutputTokens: Math.min(request.maxOutputTokens + room, facts.maxOutputTokens ?? Number.POSITIVE_INFINITY),
        temperature,
        providerOptions: { google: isReasoning ? { thinkingConfig: thinking(model, room, reasoningEffort) } : {} },
        isRefusal: isBlocked,
      }),
  };
}

/** Models from version 3 on take a level, those before a number of tokens (https://ai.google.dev/gemini-api/docs/thinking). */
function thinking(model: string, room: number, effort: ProviderSettings['reasoningEffort']) {
  return /^gemini-[3-9]/.test(model) ? { thinkingLevel: effort === 'minimal' ? 'low' : effort } : { thinkingBudget: room };
}

/** A question that was blocked has no candidate, an answer that was blocked a reason of its own. */
function isBlocked(body: unknown): boolean {
  const { promptFeedback } = (body ?? {}) as { promptFeedback?: { blockReason?: unknown } };
  return promptFeedback?.blockReason !== undefined;
}
