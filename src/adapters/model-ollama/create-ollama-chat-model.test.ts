import { describeChatModel } from '../../../test/contract/chat-model.ts';
import { createOllamaChatModel } from './create-ollama-chat-model.ts';

describeChatModel('Ollama', {
  api: 'ollama',
  model: 'qwen3:8b',
  create: createOllamaChatModel,
  counts: { cached: false, reasoning: false },
  keyVariable: 'OLLAMA_API_KEY',
});
