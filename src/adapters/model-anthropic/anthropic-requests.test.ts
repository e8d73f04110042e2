import { describe, expect, it } from 'vitest';
import { chatRequest, providerSettings } from '../../../test/support/chat-request.ts';
import { startForTest } from '../../../test/support/model-providers/start-for-test.ts';
import { fromWire } from '../model-sdk/from-wire.ts';
import type { ProviderSettings } from '../model-sdk/provider-settings.ts';
import { toWire } from '../model-sdk/to-wire.ts';
import { anthropicTraits } from './anthropic-traits.ts';
import { createAnthropicChatModel } from './create-anthropic-chat-model.ts';
import { listAnthropicModels } from './list-anthropic-models.ts';
import { messagesDialect } from './messages-dialect.ts';

const { instructions, data, schema } = chatRequest();

describe('what is sent', () => {
  it('has the constant part first, marked for the cache, and thinking turned off', async () => {
    const { body, headers, path } = await sentTo('claude-haiku-4-5', { temperature: 1.4 });
    expect(path).toBe('/v1/messages');
    expect(headers).toMatchObject({ 'anthropic-version': '2023-06-01', 'user-agent': 'tg-parser' });
    expect(body).toEqual({
      model: 'claude-haiku-4-5',
      max_tokens: 2_000,
      temperature: 1,
      thinking: { type: 'disabled' },
      system: [{ type: 'text', text: instructions, cache_control: { type: 'ephemeral' } }],
      messages: [{ role: 'user', content: [{ type: 'text', text: data }] }],
      output_config: { format: { type: 'json_schema', schema: schema.value } },
    });
  });

  it('to a model that takes no temperature has none', async () => {
    expect((await sentTo('claude-haiku-5-5')).body).not.toHaveProperty('temperature');
    expect((await sentTo('claude-later-9')).body).not.toHaveProperty('temperature');
  });

  it('to a model that always thinks names the effort and leaves room for it', async () => {
    const { body } = await sentTo('claude-opus-5-5', { reasoningEffort: 'minimal' });
    expect(body).not.toHaveProperty('thinking');
    expect(body).toMatchObject({ max_tokens: 2_000 + 4_096, output_config: { effort: 'low' } });
  });

  it('to a model that cannot turn thinking off is the least that it takes', async () => {
    const settings = providerSettings({ url: 'http://localhost', key: 'k' });
    const dialect = messagesDialect('claude-sonnet-5-5', anthropicTraits('claude-sonnet-5-5', settings), 'http://localhost/v1');
    expect((await toWire(dialect, chatRequest())).body).toMatchObject({ thinking: { type: 'between_tools' } });
  });
});

it.each([
  ['end_turn', 'stop'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['refusal', 'refusal'],
  ['pause_turn', 'other'],
  ['something_new', 'other'],
])('an answer that ended with %s ended with %s', async (reason, finishReason) => {
  const settings = providerSettings({ url: 'http://localhost', key: 'k' });
  const dialect = messagesDialect('claude-haiku-4-5', anthropicTraits('claude-haiku-4-5', settings), 'http://localhost/v1');
  const message = {
    type: 'message',
    id: 'msg_1',
    model: 'claude-haiku-4-5-20251001',
    content: [{ type: 'text', text: '{}' }],
    stop_reason: reason,
    usage: { input_tokens: 5, output_tokens: 3, cache_read_input_tokens: 70, cache_creation_input_tokens: 20 },
  };
  expect(await fromWire(dialect, JSON.stringify(message))).toEqual({
    text: '{}',
    finishReason,
    model: 'claude-haiku-4-5-20251001',
    usage: { inputTokens: 95, cachedInputTokens: 70, cacheWriteTokens: 20, outputTokens: 3, reasoningTokens: 0 },
  });
});

it('lists the models that the key may use', async () => {
  const provider = await startForTest('anthropic', { models: ['b', 'a'] });
  expect(await listAnthropicModels(providerSettings(provider))).toEqual(['a', 'b']);
});

async function sentTo(model: string, change: Partial<ProviderSettings> = {}) {
  const provider = await startForTest('anthropic', { models: [model] });
  await createAnthropicChatModel(model, providerSettings(provider, change)).complete(chatRequest());
  expect(provider.violations).toEqual([]);
  const { body, path, headers } = provider.requests[0] ?? {};
  return { body, path, headers };
}
