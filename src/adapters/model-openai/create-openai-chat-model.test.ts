import { describeChatModel } from '../../../test/contract/chat-model.ts';
import { createOpenAiChatModel } from './create-openai-chat-model.ts';

const openAi = { api: 'openai', create: createOpenAiChatModel, keyVariable: 'OPENAI_API_KEY' } as const;

describeChatModel('OpenAI Responses', { ...openAi, model: 'gpt-5-mini', counts: { cached: true, reasoning: true } });
describeChatModel('OpenAI Chat Completions', { ...openAi, model: 'gpt-4.1-mini', counts: { cached: true, reasoning: false } });
describeChatModel('A server that is compatible with OpenAI', {
  ...openAi,
  model: 'mistral-small-3.2',
  counts: { cached: true, reasoning: false },
});
