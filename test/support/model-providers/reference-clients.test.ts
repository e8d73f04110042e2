// Clients that others wrote against the references read the fakes' answers: whole ones, streams, errors.
import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import type { LanguageModelV3, LanguageModelV3CallOptions } from '@ai-sdk/provider';
import { createOllama } from 'ollama-ai-provider-v2';
import { describe, expect, it } from 'vitest';
import { startForTest } from './start-for-test.ts';
import type { FakeApi, ModelProvider } from './start-model-provider.ts';

interface Client {
  name: string;
  api: FakeApi;
  model(provider: ModelProvider): LanguageModelV3;
  /** How the client sends a limit of output to where the server looks for it. */
  limit: Partial<LanguageModelV3CallOptions>;
}

const clients: Client[] = [
  {
    name: 'OpenAI Chat Completions',
    api: 'openai',
    model: ({ url, key }) => createOpenAI({ baseURL: `${url}/v1`, apiKey: key }).chat('gpt-5-mini'),
    limit: { maxOutputTokens: 2_000 },
  },
  {
    name: 'OpenAI Responses',
    api: 'openai',
    model: ({ url, key }) => createOpenAI({ baseURL: `${url}/v1`, apiKey: key }).responses('gpt-5-mini'),
    limit: { maxOutputTokens: 2_000 },
  },
  {
    name: 'Anthropic Messages',
    api: 'anthropic',
    model: ({ url, key }) => createAnthropic({ baseURL: `${url}/v1`, apiKey: key })('claude-haiku-4-5'),
    limit: { maxOutputTokens: 2_000 },
  },
  {
    name: 'Gemini generateContent',
    api: 'gemini',
    model: ({ url, key }) => createGoogleGenerativeAI({ baseURL: `${url}/v1beta`, apiKey: key })('gemini-2.5-flash'),
    limit: { maxOutputTokens: 2_000 },
  },
  {
    name: 'Ollama chat',
    api: 'ollama',
    model: ({ url }) => createOllama({ baseURL: `${url}/api` })('llama3.2'),
    limit: { providerOptions: { ollama: { options: { num_predict: 2_000 } } } },
  },
];

const anyCall: LanguageModelV3CallOptions = {
  prompt: [
    { role: 'system', content: 'Answer in JSON.' },
    { role: 'user', content: [{ type: 'text', text: '[{"id":"7","text":"A new bridge was opened"}]' }] },
  ],
  responseFormat: {
    type: 'json',
    name: 'answers',
    schema: {
      type: 'object',
      properties: {
        items: {
          type: 'array',
          items: {
            type: 'object',
            properties: { id: { type: 'string' }, title: { type: 'string' } },
            required: ['id', 'title'],
            additionalProperties: false,
          },
        },
      },
      required: ['items'],
      additionalProperties: false,
    },
  },
};
const expected = '{"items":[{"id":"7","title":"A new bridge was opened"}]}';

describe.each(clients)('$name', ({ api, model, limit }) => {
  const call = { ...anyCall, ...limit };

  it('is read whole, with its usage', async () => {
    const provider = await startForTest(api);
    const answer = await model(provider).doGenerate(call);
    expect(answer.content.filter(({ type }) => type === 'text')).toEqual([expect.objectContaining({ text: expected })]);
    expect(answer.finishReason.unified).toBe('stop');
    const [request] = provider.requests;
    expect(answer.usage.inputTokens.total).toBe(request?.usage?.input);
    expect(answer.usage.outputTokens.total).toBe(request?.usage?.output);
    expect(provider.violations).toEqual([]);
  });

  it('is read as a stream', async () => {
    const provider = await startForTest(api);
    const { stream } = await model(provider).doStream(call);
    let text = '';
    for await (const part of stream) {
      text += part.type === 'text-delta' ? part.delta : '';
      expect(part.type === 'error' ? part.error : undefined).toBeUndefined();
    }
    expect(text).toBe(expected);
    expect(provider.violations).toEqual([]);
  });

  it('says that an answer was cut', async () => {
    const provider = await startForTest(api, { faults: () => 'truncated' });
    const { finishReason } = await model(provider).doGenerate(call);
    expect(finishReason.unified).toBe('length');
  });

  it('is read as a limit that was hit', async () => {
    const provider = await startForTest(api, { faults: () => ({ kind: 'rate_limited_seconds', retryAfterMs: 2_000 }) });
    await expect(model(provider).doGenerate(call)).rejects.toMatchObject({ statusCode: 429, isRetryable: true });
  });
});

it('a limit of output that a client sends where Ollama does not look for it is refused', async () => {
  const provider = await startForTest('ollama');
  const model = createOllama({ baseURL: `${provider.url}/api` })('llama3.2');
  await expect(model.doGenerate({ ...anyCall, maxOutputTokens: 2_000 })).rejects.toMatchObject({ statusCode: 400 });
  expect(provider.violations).toEqual([expect.stringContaining('max_output_tokens')]);
});
