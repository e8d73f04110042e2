import { describeEmbeddingModel } from '../../../test/contract/embedding-model.ts';
import { createGeminiEmbeddingModel } from './create-gemini-embedding-model.ts';

const model = 'models/gemini-embedding-001';

describeEmbeddingModel('a model of Gemini that makes vectors', {
  api: 'gemini',
  model: 'gemini-embedding-001',
  create: createGeminiEmbeddingModel,
  dimensions: 3_072,
  isCounted: false,
  path: '/v1beta/models/gemini-embedding-001:batchEmbedContents',
  body: (texts) => ({
    requests: texts.map((text) => ({ model, content: { parts: [{ text }] }, taskType: 'CLUSTERING' })),
  }),
});
