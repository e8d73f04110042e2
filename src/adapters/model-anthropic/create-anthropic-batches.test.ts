import { describeChatBatches } from '../../../test/contract/chat-batches.ts';
import { createAnthropicBatches } from './create-anthropic-batches.ts';
import { createAnthropicChatModel } from './create-anthropic-chat-model.ts';

describeChatBatches('A batch of Messages', {
  api: 'anthropic',
  model: 'claude-haiku-4-5',
  createBatches: createAnthropicBatches,
  createChatModel: createAnthropicChatModel,
  sentIn: (body) => (body as { requests: { params: unknown }[] }).requests.map(({ params }) => params),
});
