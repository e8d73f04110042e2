import { describe, expect, it } from 'vitest';
import { chatRequest, providerSettings } from '../../../test/support/chat-request.ts';
import { startForTest } from '../../../test/support/model-providers/start-for-test.ts';
import type { ProviderSettings } from '../model-sdk/provider-settings.ts';
import { chatBody } from './chat-body.ts';
import { createOllamaChatModel } from './create-ollama-chat-model.ts';
import { listOllamaModels } from './list-ollama-models.ts';
import { classifyOllamaFailure } from './ollama-profile.ts';
import { ollamaTraits } from './ollama-traits.ts';
import { readChatStream } from './read-chat-stream.ts';

const { instructions, data, schema } = chatRequest();

describe('what is sent', () => {
  it('has the schema as its format, and a context that holds question and answer', async () => {
    expect(await sentTo('llama3.2')).toEqual({
      path: '/api/chat',
      body: {
        model: 'llama3.2',
        messages: [
          { role: 'system', content: instructions },
          { role: 'user', content: data },
        ],
        format: schema.value,
        think: false,
        stream: true,
        keep_alive: '10m',
        options: { temperature: 0, num_ctx: 4_096, num_predict: 2_000 },
      },
    });
  });

  it('to a model that always thinks names how much, and leaves room for it', async () => {
    const { body } = await sentTo('gpt-oss:20b', { reasoningEffort: 'minimal' });
    expect(body).toMatchObject({ think: 'low', options: { num_predict: 2_000 + 4_096, num_ctx: 8_192 } });
  });

  it('has few sizes of context: each other one makes the server load the model anew', () => {
    const sizes = new Set<unknown>();
    for (let tokens = 100; tokens < 30_000; tokens += 100) {
      const size = contextFor(tokens);
      expect(size).toBeGreaterThan(tokens * 1.3 + 2_000);
      sizes.add(size);
    }
    expect([...sizes]).toEqual([4_096, 8_192, 16_384, 32_768, 65_536]);
  });
});

describe('an answer', () => {
  it.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['unload', 'other'],
  ])('that is done with %s ended with %s', async (done_reason, finishReason) => {
    const last = { model: 'm:latest', message: { content: '' }, done: true, done_reason, prompt_eval_count: 9, eval_count: 4 };
    expect(await read([{ message: { content: '{"a"' } }, { message: { content: ':1}' } }, last])).toEqual({
      text: '{"a":1}',
      finishReason,
      model: 'm:latest',
      usage: { inputTokens: 9, outputTokens: 4, cachedInputTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 },
    });
  });

  it('without an end promises nothing', async () => {
    expect(await read([{ message: { content: '{"a":1}' } }])).toEqual({
      text: '{"a":1}',
      finishReason: 'other',
      usage: null,
      model: 'm',
    });
  });
});

describe('an error of Ollama', () => {
  it.each([
    [400, '"x" does not support thinking', 'model_request_invalid'],
    [401, 'unauthorized', 'model_unauthorized'],
    [403, 'this model requires a subscription, upgrade for access', 'model_billing'],
    [404, "model 'x' not found", 'model_unknown'],
    [429, "you've reached your weekly usage limit, please upgrade", 'model_quota'],
    [429, 'too many requests', 'model_rate_limited'],
    [500, 'llama runner process has terminated', 'model_overloaded'],
    [503, 'server busy, please try again', 'model_overloaded'],
    [200, 'an error in the middle of a stream', 'model_overloaded'],
  ])('with %i and "%s" is %s', (status, error, code) => {
    expect(classifyOllamaFailure({ status, headers: new Map(), body: { error } })).toMatchObject({ code });
  });
});

it('lists the models that the server has', async () => {
  const provider = await startForTest('ollama', { models: ['qwen3:8b', 'llama3.2'] });
  expect(await listOllamaModels(providerSettings(provider))).toEqual(['llama3.2:latest', 'qwen3:8b']);
});

function contextFor(estimatedInputTokens: number): number {
  const traits = ollamaTraits('llama3.2', providerSettings({ url: 'http://localhost', key: '' }));
  const { options } = chatBody('llama3.2', traits, chatRequest({ estimatedInputTokens })) as { options: { num_ctx: number } };
  return options.num_ctx;
}

function read(parts: readonly object[]) {
  async function* lines() {
    yield* parts.map((part) => JSON.stringify(part));
  }
  return readChatStream(lines(), 'm');
}

async function sentTo(model: string, change: Partial<ProviderSettings> = {}) {
  const provider = await startForTest('ollama', { models: [model] });
  await createOllamaChatModel(model, providerSettings(provider, change)).complete(chatRequest());
  expect(provider.violations).toEqual([]);
  const [request] = provider.requests;
  return { path: request?.path, body: request?.body };
}
