import { describeChatBatches } from '../../../test/contract/chat-batches.ts';
import { createOpenAiBatches } from './create-openai-batches.ts';
import { createOpenAiChatModel } from './create-openai-chat-model.ts';

const openAi = {
  api: 'openai',
  createBatches: createOpenAiBatches,
  createChatModel: createOpenAiChatModel,
  sentIn: linesOfFile,
} as const;

describeChatBatches('A batch of Responses', { ...openAi, model: 'gpt-5-mini' });
describeChatBatches('A batch of Chat Completions', { ...openAi, model: 'gpt-4.1-mini' });

/** Of the file in a form. */
function linesOfFile(form: unknown): unknown[] {
  const lines = String(form).split(/\r?\n/);
  return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line).body);
}
