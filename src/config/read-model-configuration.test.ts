import { describe, expect, it } from 'vitest';
import { readConfiguration } from './read-configuration.ts';

function read(environment: Record<string, string>) {
  return readConfiguration({ environment, envFileText: '', flags: {}, readFile: () => '' }).configuration.models;
}

describe('readModelConfiguration', () => {
  it('lets the first provider with a key answer, and the built-in engine when none has one', () => {
    expect(read({}).processing.provider).toBe('builtin');
    expect(read({ GEMINI_API_KEY: 'x' }).processing).toMatchObject({ provider: 'gemini', isChosen: false });
    expect(read({ GEMINI_API_KEY: 'x', ANTHROPIC_API_KEY: 'y' }).processing.provider).toBe('anthropic');
    expect(read({ OPENAI_API_KEY: 'x', LLM_PROVIDER: 'builtin' }).processing).toMatchObject({
      provider: 'builtin',
      isChosen: true,
    });
  });

  it('takes the setting of a step before the one of all steps', () => {
    const models = read({
      LLM_PROVIDER: 'openai',
      LLM_MODEL: 'a',
      TOPICIZATION_LLM_MODEL: 'b',
      PROCESSING_LLM_TEMPERATURE: '1',
    });
    expect([models.processing.model, models.processing.temperature]).toEqual(['a', 1]);
    expect([models.topicization.model, models.topicization.temperature]).toEqual(['b', 0]);
  });

  it('does not ask one provider for the model of another', () => {
    const shared = { LLM_PROVIDER: 'openai', LLM_MODEL: 'a', LLM_BASE_URL: 'http://x' };
    expect(read({ ...shared, PROCESSING_LLM_PROVIDER: 'ollama' }).processing).toMatchObject({ model: null, baseUrl: null });
  });

  it('keeps the budget of all steps and that of one apart', () => {
    const models = read({ LLM_BUDGET_USD: '10', PROCESSING_LLM_BUDGET_USD: '0.5' });
    expect([models.budgetUsd, models.processing.budgetUsd, models.topicization.budgetUsd]).toEqual([10, 0.5, null]);
  });

  it('reads addresses without slash and version, whether they were given or not', () => {
    expect(read({ OPENAI_BASE_URL: 'http://localhost:1234/v1/' }).providers.openai).toMatchObject({
      baseUrl: 'http://localhost:1234',
      isOwnAddress: true,
    });
    expect(read({ OLLAMA_BASE_URL: 'http://box:11434/api' }).providers.ollama.baseUrl).toBe('http://box:11434');
    expect(read({}).providers.anthropic).toEqual({ apiKey: null, baseUrl: 'https://api.anthropic.com', isOwnAddress: false });
    expect(read({ LLM_PROVIDER: 'openai', LLM_BASE_URL: 'http://x/v1' }).processing.baseUrl).toBe('http://x');
  });

  it('reads a chain of fallbacks; a model may hold colons', () => {
    expect(read({ LLM_FALLBACK: 'anthropic, ollama:qwen3:8b ,builtin' }).processing.fallback).toEqual([
      { provider: 'anthropic', model: null },
      { provider: 'ollama', model: 'qwen3:8b' },
      { provider: 'builtin', model: null },
    ]);
    expect(() => read({ PROCESSING_LLM_FALLBACK: 'openia' })).toThrow('PROCESSING_LLM_FALLBACK names "openia"');
  });

  it.each([
    ['RETRY_MAX_ATTEMPTS', '11', 'a whole number from 1 to 10'],
    ['RETRY_BACKOFF_BASE', '0', 'a number of seconds from 0.1 to 60'],
    ['LLM_REASONING_EFFORT', 'max', 'one of minimal, low, medium, high'],
    ['TOPICIZATION_LLM_VERBOSITY', 'loud', 'one of low, medium, high'],
    ['OPENAI_BASE_URL', 'https://me:secret@host', 'an address of http or https'],
    ['OLLAMA_BASE_URL', 'localhost:11434', 'an address of http or https'],
  ])('refuses %s=%s and says what is allowed', (name, value, allowed) => {
    expect(() => read({ [name]: value })).toThrow(new RegExp(`${name} is .*allowed is ${allowed}`));
  });

  it('does not repeat the password of a refused address', () => {
    expect(() => read({ OPENAI_BASE_URL: 'https://me:hunter2@host' })).toThrow('"https://(secret)@host"');
  });

  it('wants both prices or none', () => {
    expect(read({ LLM_PRICE_INPUT: '1', LLM_PRICE_OUTPUT: '2' }).price).toEqual({ input: 1, output: 2 });
    expect(() => read({ LLM_PRICE_INPUT: '1' })).toThrow('only one is set');
  });
});
