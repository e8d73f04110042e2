import type { ProviderSettings } from './adapters/model-sdk/provider-settings.ts';
import type { ModelPrice } from './domain/model-price.ts';
import type { ProviderName } from './domain/provider-name.ts';
import type { ChatModel } from './ports/chat-model.ts';
import type { ModelProvider } from './ports/model-provider.ts';

type OpenProvider = (model: string, settings: ProviderSettings) => Promise<ModelProvider>;

/**
 * The one place that knows which adapter is whose.
 *
 * @param model null: the one that we know to be good for its price
 * @param price what the user says that a model costs, in US dollars for a million tokens
 * @throws TgParserError `setting_invalid` for an address or a key that cannot be one
 */
export async function openProvider(
  { provider, model }: { provider: ProviderName; model: string | null },
  settings: ProviderSettings,
  price: { input: number; output: number } | null,
): Promise<ModelProvider> {
  const { defaultModels } = await import('./adapters/model-sdk/model-facts.ts');
  const opened = await open[provider](model ?? defaultModels[provider], settings);
  return price === null ? opened : { ...opened, chat: priced(opened.chat, price) };
}

/** Each is loaded when it is used: the packages of providers take longer than most commands. */
const open: Record<ProviderName, OpenProvider> = {
  async openai(model, settings) {
    const [{ createOpenAiChatModel }, { createOpenAiBatches }, { listOpenAiModels }] = await Promise.all([
      import('./adapters/model-openai/create-openai-chat-model.ts'),
      import('./adapters/model-openai/create-openai-batches.ts'),
      import('./adapters/model-openai/list-openai-models.ts'),
    ]);
    return {
      chat: createOpenAiChatModel(model, settings),
      batches: createOpenAiBatches(model, settings),
      listModels: (signal) => listOpenAiModels(settings, signal),
    };
  },
  async anthropic(model, settings) {
    const [{ createAnthropicChatModel }, { createAnthropicBatches }, { listAnthropicModels }] = await Promise.all([
      import('./adapters/model-anthropic/create-anthropic-chat-model.ts'),
      import('./adapters/model-anthropic/create-anthropic-batches.ts'),
      import('./adapters/model-anthropic/list-anthropic-models.ts'),
    ]);
    return {
      chat: createAnthropicChatModel(model, settings),
      batches: createAnthropicBatches(model, settings),
      listModels: (signal) => listAnthropicModels(settings, signal),
    };
  },
  async gemini(model, settings) {
    const [{ createGeminiChatModel }, { listGeminiModels }] = await Promise.all([
      import('./adapters/model-gemini/create-gemini-chat-model.ts'),
      import('./adapters/model-gemini/list-gemini-models.ts'),
    ]);
    return {
      chat: createGeminiChatModel(model, settings),
      batches: null,
      listModels: (signal) => listGeminiModels(settings, signal),
    };
  },
  async ollama(model, settings) {
    const [{ createOllamaChatModel }, { listOllamaModels }] = await Promise.all([
      import('./adapters/model-ollama/create-ollama-chat-model.ts'),
      import('./adapters/model-ollama/list-ollama-models.ts'),
    ]);
    return {
      chat: createOllamaChatModel(model, settings),
      batches: null,
      listModels: (signal) => listOllamaModels(settings, signal),
    };
  },
};

/** Reading from a cache costs the same part of the input as it does by the list; nothing is known of writing to it. */
function priced(chat: ChatModel, { input, output }: { input: number; output: number }): ChatModel {
  const listed = chat.facts.price;
  const price: ModelPrice = {
    input,
    cachedInput: listed === null ? input : (input * listed.cachedInput) / (listed.input || 1),
    cacheWrite: input,
    output,
    batchShare: listed?.batchShare ?? 1,
  };
  return { ...chat, facts: { ...chat.facts, price }, complete: (request) => chat.complete(request) };
}
