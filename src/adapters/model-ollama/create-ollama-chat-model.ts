import type { ChatAnswer, ChatModel, ChatRequest } from '../../ports/chat-model.ts';
import { type CallContext, ProviderClient } from '../model-sdk/provider-client.ts';
import type { ProviderSettings } from '../model-sdk/provider-settings.ts';
import { chatBody } from './chat-body.ts';
import { ollamaProfile } from './ollama-profile.ts';
import { ollamaTraits } from './ollama-traits.ts';
import { readChatStream, StreamBroken } from './read-chat-stream.ts';

/**
 * A model of an Ollama server. Answers are streamed: a model on one's own machine takes minutes, and a gap tells that it hangs.
 *
 * @throws TgParserError `setting_invalid` for a base URL that is none
 */
export function createOllamaChatModel(model: string, settings: ProviderSettings): ChatModel {
  const client = new ProviderClient(ollamaProfile, settings);
  const traits = ollamaTraits(model, settings);
  const { temperature, think, facts } = traits;
  return {
    provider: 'ollama',
    model,
    facts,
    parameters: { temperature, ...(think === false ? {} : { reasoning_effort: think }) },
    async complete(request: ChatRequest): Promise<ChatAnswer> {
      const context = { model, signal: request.signal, onLimits: request.onLimits };
      const lines = client.postForLines('/chat', chatBody(model, traits, request), context);
      try {
        return await readChatStream(lines, model);
      } catch (error) {
        throw error instanceof StreamBroken ? explain(client, error, context) : error;
      }
    },
  };
}

function explain(client: ProviderClient, { body }: StreamBroken, context: CallContext): Error {
  return body === undefined ? client.unreadable(context) : client.failure({ status: 200, headers: new Map(), body }, context);
}
