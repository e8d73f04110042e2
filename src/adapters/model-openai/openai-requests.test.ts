import { describe, expect, it } from 'vitest';
import { chatRequest, providerSettings } from '../../../test/support/chat-request.ts';
import { startForTest } from '../../../test/support/model-providers/start-for-test.ts';
import { fromWire } from '../model-sdk/from-wire.ts';
import type { ProviderSettings } from '../model-sdk/provider-settings.ts';
import { createOpenAiChatModel } from './create-openai-chat-model.ts';
import { listOpenAiModels } from './list-openai-models.ts';
import { openAiTraits } from './openai-traits.ts';
import { responsesDialect } from './responses-dialect.ts';

const { instructions, data, schema } = chatRequest();
const cacheKey = '0123456789abcdef'.repeat(4);

describe('what is sent', () => {
  it('to a reasoning model', async () => {
    expect(await sentTo('gpt-5-mini')).toEqual({
      path: '/v1/responses',
      body: {
        model: 'gpt-5-mini',
        instructions,
        input: [{ role: 'user', content: [{ type: 'input_text', text: data }] }],
        max_output_tokens: 2_000 + 4_096,
        reasoning: { effort: 'low' },
        text: { format: { type: 'json_schema', strict: true, name: schema.name, schema: schema.value }, verbosity: 'low' },
        store: false,
        prompt_cache_key: cacheKey,
      },
    });
  });

  it('to a model of OpenAI that does not reason', async () => {
    expect(await sentTo('gpt-4.1-mini', { temperature: 0.3 })).toEqual({
      path: '/v1/chat/completions',
      body: {
        model: 'gpt-4.1-mini',
        messages: [
          { role: 'system', content: instructions },
          { role: 'user', content: data },
        ],
        max_completion_tokens: 2_000,
        temperature: 0.3,
        response_format: { type: 'json_schema', json_schema: { name: schema.name, strict: true, schema: schema.value } },
        prompt_cache_key: cacheKey,
      },
    });
  });

  it('to a server that is compatible: nothing that only OpenAI knows', async () => {
    const { path, body } = await sentTo('openai/gpt-5-mini');
    expect(path).toBe('/v1/chat/completions');
    expect(Object.keys(body as object).sort()).toEqual(['max_tokens', 'messages', 'model', 'response_format', 'temperature']);
  });

  it.each([
    ['gpt-5-nano', 'minimal', 'minimal'],
    ['gpt-5.4-mini', 'minimal', 'none'],
    ['gpt-6-luna', 'high', 'high'],
    ['o4-mini', 'minimal', 'low'],
    ['gpt-5-pro', 'low', 'high'],
    ['gpt-7-nova', 'minimal', 'low'],
  ] as const)('to %s for effort %s: %s', async (model, reasoningEffort, effort) => {
    const { body } = await sentTo(model, { reasoningEffort });
    expect(body).toMatchObject({ reasoning: { effort } });
    expect(body).not.toHaveProperty('temperature');
  });

  it('is in the parameters of the model', () => {
    const settings = providerSettings({ url: 'http://localhost', key: 'k' }, { reasoningEffort: 'minimal' });
    expect(createOpenAiChatModel('gpt-5.1', settings).parameters).toEqual({ reasoning_effort: 'none', verbosity: 'low' });
    expect(createOpenAiChatModel('gpt-4o', settings).parameters).toEqual({ temperature: 0 });
  });
});

it.each(['queued', 'in_progress', 'failed', 'cancelled'])('an answer that is %s promises nothing', async (status) => {
  const settings = providerSettings({ url: 'http://localhost', key: 'k' });
  const dialect = responsesDialect('gpt-5', openAiTraits('gpt-5', settings), settings);
  const answer = await fromWire(dialect, JSON.stringify({ id: 'resp_1', model: 'gpt-5', status, output: [] }));
  expect(answer).toEqual({ text: '', finishReason: 'other', usage: null, model: 'gpt-5' });
});

it('lists the models that the key may use', async () => {
  const provider = await startForTest('openai', { models: ['b', 'a'] });
  expect(await listOpenAiModels(providerSettings(provider))).toEqual(['a', 'b']);
});

async function sentTo(model: string, change: Partial<ProviderSettings> = {}) {
  const provider = await startForTest('openai', { models: [model] });
  await createOpenAiChatModel(model, providerSettings(provider, change)).complete(chatRequest());
  expect(provider.violations).toEqual([]);
  const [request] = provider.requests;
  return { path: request?.path, body: request?.body };
}
