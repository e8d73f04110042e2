import type { ChatBatches, ChatModel } from './chat-model.ts';

/** A model of a provider, as the provider offers it: without waits, retries and bills. */
export interface ModelProvider {
  chat: ChatModel;
  /** Null for a provider that has none. */
  batches: ChatBatches | null;
  /**
   * Names of the models that the key may use.
   *
   * @throws TgParserError `model_*`
   */
  listModels(signal?: AbortSignal): Promise<string[]>;
}
