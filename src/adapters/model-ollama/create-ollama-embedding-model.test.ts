import { expect, it } from 'vitest';
import { describeEmbeddingModel } from '../../../test/contract/embedding-model.ts';
import { providerSettings } from '../../../test/support/chat-request.ts';
import { createOllamaEmbeddingModel } from './create-ollama-embedding-model.ts';

describeEmbeddingModel('a model of Ollama that makes vectors', {
  api: 'ollama',
  model: 'embeddinggemma',
  create: createOllamaEmbeddingModel,
  dimensions: 768,
  isCounted: true,
  path: '/api/embed',
  body: (texts) => ({ model: 'embeddinggemma', input: texts }),
});

it('costs nothing on a machine of your own; what it costs in the cloud is not known', () => {
  const settings = providerSettings({ url: 'http://localhost', key: '' });
  expect(createOllamaEmbeddingModel('embeddinggemma:300m', settings).model.facts.price).toMatchObject({ input: 0 });
  expect(createOllamaEmbeddingModel('qwen3-embedding:8b-cloud', settings).model.facts.price).toBeNull();
});
