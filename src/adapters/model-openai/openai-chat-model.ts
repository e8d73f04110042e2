import { createOpenAI } from '@ai-sdk/openai';
import type { ChatModel, ChatRequest } from '../../ports/chat-model.ts';
import { completeWithSdk } from '../model-sdk/complete-with-sdk.ts';
import { factsOf, reasoningRoom, reasons } from '../model-sdk/model-facts.ts';
import { createModelFetch } from '../model-sdk/model-fetch.ts';
import type { ProviderSettings } from '../model-sdk/provider-settings.ts';

/**
 * A model of OpenAI or of a compatible server. Models that reason are asked through the Responses API
 * (https://platform.openai.com/docs/api-reference/responses/create), others through Chat Completions
 * (https://platform.openai.com/docs/api-reference/chat/create), which is what compatible servers speak.
 */
export function createOpenAiChatModel(model: string, settings: ProviderSettings): ChatModel {
  const { apiKey, baseUrl, temperature, reasoningEffort, verbosity } = settings;
  const provider = createOpenAI({
    apiKey: apiKey ?? 'none',
    baseURL: `${baseUrl}/v1`,
    fetch: createModelFetch(settings.timeout),
  });
  const isReasoning = reasons('openai', model);
  const sdk = isReasoning ? provider.responses(model) : provider.chat(model);
  const facts = factsOf('openai', model);
  const room = reasoningRoom('openai', model, reasoningEffort);
  return {
    provider: 'openai',
    model,
    facts,
    parameters: isReasoning ? { reasoning_effort: reasoningEffort, verbosity } : { temperature },
    complete: (request: ChatRequest) =>
      completeWithSdk(request, {
        sdk,
        failed: { provider: 'openai', model, baseUrl, apiKey },
        maxOutputTokens: Math.min(request.maxOutputTokens + room, facts.maxOutputTokens ?? Number.POSITIVE_INFINITY),
        temperature: isReasoning ? undefined : temperature,
        providerOptions: {
          openai: isReasoning
            ? {
                instructions: request.instructions,
                store: false,
                strictJsonSchema: true,
                reasoningEffort,
                textVerbosity: verbosity,
                promptCacheKey: request.purpose.promptId.slice(-32),
              }
            : { strictJsonSchema: true },
        },
        hasOwnInstructions: isReasoning,
        isRefusal: refuses,
      }),
  };
}

/** Both APIs have a place of its own for a refusal. */
function refuses(body: unknown): boolean {
  const { choices, output } = (body ?? {}) as {
    choices?: { message?: { refusal?: unknown } }[];
    output?: { content?: { type?: unknown }[] }[];
  };
  return (
    (choices ?? []).some(({ message }) => typeof message?.refusal === 'string') ||
    (output ?? []).some(({ content }) => (content ?? []).some(({ type }) => type === 'refusal'))
  );
}
