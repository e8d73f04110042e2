import type { ProviderSettings } from '../../src/adapters/model-sdk/provider-settings.ts';
import type { ChatRequest } from '../../src/ports/chat-model.ts';

const item = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    title: { type: 'string' },
    noise: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    topics: { type: 'array', items: { type: 'string' } },
  },
  required: ['id', 'title', 'noise', 'topics'],
  additionalProperties: false,
};

/** A question about three messages. */
export function chatRequest(change: Partial<ChatRequest> = {}): ChatRequest {
  return {
    instructions: 'Describe each message in its own language.',
    data: JSON.stringify({ items: ['1', '2', '3'].map((id) => ({ id, text: `Сообщение ${id} о мостах через реку` })) }),
    repair: null,
    schema: {
      name: 'describe_messages',
      value: {
        type: 'object',
        properties: { items: { type: 'array', items: item } },
        required: ['items'],
        additionalProperties: false,
      },
    },
    maxOutputTokens: 2_000,
    estimatedInputTokens: 400,
    purpose: {
      runId: 'run-1',
      step: 'process',
      channelId: '1999999999',
      task: 'describe_messages',
      promptId: `sha256:${'0123456789abcdef'.repeat(4)}`,
      items: 3,
    },
    ...change,
  };
}

/** The defaults of the product, for a server of a test. */
export function providerSettings(
  { url, key }: { url: string; key: string },
  change: Partial<ProviderSettings> = {},
): ProviderSettings {
  return {
    apiKey: key === '' ? null : key,
    baseUrl: url,
    temperature: 0,
    reasoningEffort: 'low',
    verbosity: 'low',
    timeout: { totalInMs: 20_000, gapInMs: 20_000 },
    ...change,
  };
}
