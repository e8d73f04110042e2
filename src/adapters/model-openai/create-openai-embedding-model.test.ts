import { expect, it } from 'vitest';
import { describeEmbeddingModel } from '../../../test/contract/embedding-model.ts';
import { providerSettings } from '../../../test/support/chat-request.ts';
import { createOpenAiEmbeddingModel } from './create-openai-embedding-model.ts';

describeEmbeddingModel('a model of OpenAI that makes vectors', {
  api: 'openai',
  model: 'text-embedding-3-small',
  create: createOpenAiEmbeddingModel,
  dimensions: 1_536,
  isCounted: true,
  path: '/v1/embeddings',
  body: (texts) => ({ model: 'text-embedding-3-small', input: texts, encoding_format: 'float' }),
});

describeEmbeddingModel('a model of a server that is compatible with OpenAI', {
  api: 'openai',
  model: 'BAAI/bge-m3',
  create: createOpenAiEmbeddingModel,
  dimensions: 384,
  isCounted: true,
  path: '/v1/embeddings',
  body: (texts) => ({ model: 'BAAI/bge-m3', input: texts, encoding_format: 'float' }),
});

it('the price of a model that is not known is not guessed, and calls are small', () => {
  const settings = providerSettings({ url: 'http://localhost', key: '' });
  const { model, limits } = createOpenAiEmbeddingModel('BAAI/bge-m3', settings);
  expect(model.facts.price).toBeNull();
  expect(limits).toEqual({ textTokens: 225, texts: 32, tokens: 16_000 });
  expect(createOpenAiEmbeddingModel('text-embedding-3-large', settings).model.facts.price?.input).toBe(0.13);
});
