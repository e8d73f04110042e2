import { describeChatModel } from '../../../test/contract/chat-model.ts';
import { createGeminiChatModel } from './create-gemini-chat-model.ts';

const gemini = { api: 'gemini', create: createGeminiChatModel, keyVariable: 'GEMINI_API_KEY' } as const;

describeChatModel('Gemini without thinking', {
  ...gemini,
  model: 'gemini-2.5-flash-lite',
  counts: { cached: true, reasoning: false },
});
describeChatModel('Gemini with thinking', {
  ...gemini,
  model: 'gemini-3-flash-preview',
  counts: { cached: true, reasoning: true },
});
