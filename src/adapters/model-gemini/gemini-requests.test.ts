import { describe, expect, it } from 'vitest';
import { chatRequest, providerSettings } from '../../../test/support/chat-request.ts';
import { startForTest } from '../../../test/support/model-providers/start-for-test.ts';
import { fromWire } from '../model-sdk/from-wire.ts';
import type { ProviderSettings } from '../model-sdk/provider-settings.ts';
import { createGeminiChatModel } from './create-gemini-chat-model.ts';
import { generateContentDialect } from './generate-content-dialect.ts';
import { listGeminiModels } from './list-gemini-models.ts';
import { thinkingConfig } from './thinking-config.ts';

const { instructions, data, schema } = chatRequest();

describe('what is sent', () => {
  it('has the schema as it is, and thinking turned off', async () => {
    expect(await sentTo('gemini-2.5-flash-lite')).toEqual({
      path: '/v1beta/models/gemini-2.5-flash-lite:generateContent',
      body: {
        systemInstruction: { parts: [{ text: instructions }] },
        contents: [{ role: 'user', parts: [{ text: data }] }],
        generationConfig: {
          maxOutputTokens: 2_000,
          temperature: 0,
          responseMimeType: 'application/json',
          responseJsonSchema: schema.value,
          thinkingConfig: { thinkingBudget: 0 },
        },
      },
    });
  });

  it('to a model that thinks leaves room for it, and its temperature alone', async () => {
    const { generationConfig } = (await sentTo('gemini-3-flash-preview')).body as { generationConfig: object };
    expect(generationConfig).toMatchObject({ maxOutputTokens: 2_000 + 4_096, thinkingConfig: { thinkingLevel: 'low' } });
    expect(generationConfig).not.toHaveProperty('temperature');
  });

  it('is in the parameters of the model', () => {
    const settings = providerSettings({ url: 'http://localhost', key: 'k' });
    expect(createGeminiChatModel('gemini-2.5-pro', settings).parameters).toEqual({ temperature: 0, thinking_budget: 128 });
    expect(createGeminiChatModel('gemini-3.8-flash', settings).parameters).toEqual({ thinking_level: 'low' });
  });
});

it.each([
  ['gemini-2.5-flash', 'low', { thinkingBudget: 0 }, 0],
  ['gemini-2.5-flash', 'high', { thinkingBudget: 8_192 }, 8_704],
  ['gemini-2.5-pro', 'minimal', { thinkingBudget: 128 }, 640],
  ['gemini-3-flash-preview', 'minimal', { thinkingLevel: 'minimal' }, 1_024],
  ['gemini-3.8-flash', 'minimal', { thinkingLevel: 'low' }, 4_096],
  ['gemini-flash-latest', 'medium', { thinkingLevel: 'medium' }, 12_288],
  ['gemini-2.0-flash', 'high', null, 0],
  ['gemma-3-27b-it', 'high', null, 0],
] as const)('%s with effort %s is sent %j', (model, effort, config, tokens) => {
  expect(thinkingConfig(model, effort)).toEqual({ config, tokens });
});

it.each([
  ['STOP', 'stop'],
  ['MAX_TOKENS', 'length'],
  ['SAFETY', 'refusal'],
  ['PROHIBITED_CONTENT', 'refusal'],
  ['RECITATION', 'refusal'],
  ['OTHER', 'other'],
  ['LANGUAGE', 'other'],
  [undefined, 'other'],
])('an answer that ended with %s ended with %s', async (reason, finishReason) => {
  const parts = [{ text: 'thoughts', thought: true }, { text: '{"a":' }, { text: '1}' }];
  const candidates = [{ content: { role: 'model', parts }, ...(reason === undefined ? {} : { finishReason: reason }) }];
  const usageMetadata = { promptTokenCount: 90, candidatesTokenCount: 7, thoughtsTokenCount: 30, cachedContentTokenCount: 60 };
  const answer = await fromWire(dialect(), JSON.stringify({ candidates, usageMetadata, modelVersion: 'gemini-x-001' }));
  expect(answer).toEqual({
    text: '{"a":1}',
    finishReason,
    model: 'gemini-x-001',
    usage: { inputTokens: 90, cachedInputTokens: 60, cacheWriteTokens: 0, outputTokens: 37, reasoningTokens: 30 },
  });
});

it('a question that was not taken is refused', async () => {
  const answer = await fromWire(dialect(), JSON.stringify({ promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } }));
  expect(answer).toEqual({ text: '', finishReason: 'refusal', usage: null, model: 'gemini-x' });
});

it('an answer that wants to be continued does not go round in circles', async () => {
  const candidates = [{ content: { parts: [{ text: '{' }] }, finishReason: 'CONTINUATION', continuationToken: 'token' }];
  await expect(fromWire(dialect(), JSON.stringify({ candidates }))).rejects.toThrow('continued');
});

it('lists the models that answer questions', async () => {
  const provider = await startForTest('gemini', { models: ['b', 'a'] });
  expect(await listGeminiModels(providerSettings(provider))).toEqual(['a', 'b']);
});

function dialect() {
  const facts = { contextTokens: null, maxOutputTokens: null, price: null };
  const thinking = { config: null, tokens: 0 };
  return generateContentDialect({ model: 'gemini-x', facts, temperature: 0, thinking, baseUrl: 'http://localhost/v1beta' });
}

async function sentTo(model: string, change: Partial<ProviderSettings> = {}) {
  const provider = await startForTest('gemini', { models: [model] });
  await createGeminiChatModel(model, providerSettings(provider, change)).complete(chatRequest());
  expect(provider.violations).toEqual([]);
  const [request] = provider.requests;
  return { path: request?.path, body: request?.body };
}
