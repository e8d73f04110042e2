import { expect, test } from 'vitest';
import { scriptedChatModel } from './__fixtures__/scripted-chat-model.ts';
import { finishCalls } from './finish-calls.ts';

test('a call is handed on without the signal, and all else as it is', async () => {
  const chat = scriptedChatModel(() => ({ text: 'x' }));
  const request = {
    instructions: 'i',
    data: '<data-0123456789>\n[]\n</data-0123456789>',
    repair: null,
    schema: { name: 'n', value: {} },
    maxOutputTokens: 1,
    estimatedInputTokens: 1,
    purpose: { runId: 'r', step: 'process', channelId: '1', task: 'describe_messages', promptId: 'p', items: 0 },
  } as const;
  const model = finishCalls(chat);
  expect(await model.complete({ ...request, signal: AbortSignal.abort() })).toMatchObject({ text: 'x' });
  expect(chat.calls[0]?.request).toEqual({ ...request, signal: undefined });
  expect(model).toMatchObject({ provider: chat.provider, model: chat.model, facts: chat.facts, parameters: chat.parameters });
});
