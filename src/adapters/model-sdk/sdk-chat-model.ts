import type { ModelFacts } from '../../ports/callable-model.ts';
import type { ChatAnswer, ChatModel, ChatRequest } from '../../ports/chat-model.ts';
import type { ProviderClient } from './provider-client.ts';
import { readAnswer } from './read-answer.ts';
import { refusalOf } from './refusal-of.ts';
import type { SdkDialect } from './sdk-dialect.ts';
import { toWire } from './to-wire.ts';

export interface SdkChatModelParts {
  client: ProviderClient;
  dialect: SdkDialect;
  model: string;
  facts: ModelFacts;
  parameters: Record<string, unknown>;
}

/**
 * A model whose questions and answers are put into words by a provider package of the Vercel AI SDK. What lies between, the exchange
 * with its limits and errors, is ours: the packages keep the request, key included, on the errors that they throw.
 */
export function createSdkChatModel({ client, dialect, model, facts, parameters }: SdkChatModelParts): ChatModel {
  return {
    provider: client.profile.provider,
    model,
    facts,
    parameters,
    async complete(request: ChatRequest): Promise<ChatAnswer> {
      const context = { model, signal: request.signal, onLimits: request.onLimits };
      const { url, body } = await toWire(dialect, request);
      try {
        const { text } = await client.postJson(url.slice(client.baseUrl.length), body, context);
        return await readAnswer({ client, dialect, context }, text);
      } catch (error) {
        const refusal = refusalOf(error, model);
        if (refusal === null) {
          throw error;
        }
        return refusal;
      }
    },
  };
}
