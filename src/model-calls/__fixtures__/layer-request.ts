import type { ChatAnswer, ChatRequest } from '../../ports/chat-model.ts';

export function chatRequest(overrides: Partial<ChatRequest> = {}): ChatRequest {
  return {
    instructions: 'Describe.',
    data: '[{"id":"1","text":"words of somebody"}]',
    repair: null,
    schema: { name: 'answer', value: {} },
    maxOutputTokens: 400,
    estimatedInputTokens: 600,
    purpose: {
      runId: 'run-1',
      step: 'process',
      channelId: '1999999999',
      task: 'describe_messages',
      promptId: 'sha256:0',
      items: 1,
    },
    ...overrides,
  };
}

export function chatAnswer(overrides: Partial<ChatAnswer> = {}): ChatAnswer {
  return {
    text: '{"answer":"secret words"}',
    finishReason: 'stop',
    usage: { inputTokens: 500, cachedInputTokens: 0, cacheWriteTokens: 0, outputTokens: 100, reasoningTokens: 0 },
    model: 'big-1-2026-01-01',
    ...overrides,
  };
}
