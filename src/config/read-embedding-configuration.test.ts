import { expect, it } from 'vitest';
import { readConfiguration } from './read-configuration.ts';

function read(environment: Record<string, string>) {
  return readConfiguration({ environment, envFileText: '', flags: {}, readFile: () => '' }).configuration.models.embedding;
}

it('words decide how near messages are, whatever keys there are, until a provider is named', () => {
  const words = { provider: 'builtin', model: null, baseUrl: null, price: null };
  expect(read({})).toEqual(words);
  expect(read({ OPENAI_API_KEY: 'x', LLM_PROVIDER: 'openai', LLM_MODEL: 'a', LLM_BASE_URL: 'http://x' })).toEqual(words);
  expect(read({ EMBEDDING_PROVIDER: 'auto', GEMINI_API_KEY: 'x' })).toEqual(words);
  expect(read({ EMBEDDING_PROVIDER: 'Gemini' })).toEqual({ ...words, provider: 'gemini' });
});

it('model, address and price are those of vectors only', () => {
  const settings = { EMBEDDING_PROVIDER: 'openai', EMBEDDING_MODEL: 'bge-m3', EMBEDDING_BASE_URL: 'http://box:8080/v1/' };
  expect(read({ ...settings, EMBEDDING_PRICE: '0.01' })).toEqual({
    provider: 'openai',
    model: 'bge-m3',
    baseUrl: 'http://box:8080',
    price: 0.01,
  });
});

it('a provider that makes no vectors is no choice', () => {
  expect(() => read({ EMBEDDING_PROVIDER: 'anthropic' })).toThrow(/EMBEDDING_PROVIDER/);
});
