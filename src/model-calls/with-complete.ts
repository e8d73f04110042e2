import type { ChatAnswer, ChatModel, ChatRequest } from '../ports/chat-model.ts';

/** The same model, asked in another way: what every layer is. Facts are read late, because a provider may learn them late. */
export function withComplete(model: ChatModel, complete: (request: ChatRequest) => Promise<ChatAnswer>): ChatModel {
  return {
    provider: model.provider,
    model: model.model,
    get facts() {
      return model.facts;
    },
    parameters: model.parameters,
    complete,
  };
}
