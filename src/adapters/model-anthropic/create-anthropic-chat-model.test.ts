import { describeChatModel } from '../../../test/contract/chat-model.ts';
import { createAnthropicChatModel } from './create-anthropic-chat-model.ts';

describeChatModel('Anthropic', {
  api: 'anthropic',
  model: 'claude-haiku-4-5',
  create: createAnthropicChatModel,
  counts: { cached: true, reasoning: false },
  keyVariable: 'ANTHROPIC_API_KEY',
});
