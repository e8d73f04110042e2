import { describe, expect, it } from 'vitest';
import { costOf } from '../../domain/model-price.ts';
import { noUsage } from '../../domain/token-usage.ts';
import { defaultModels, findKnownModel, priceOfOllama } from './model-facts.ts';

describe('what is known of models', () => {
  it.each([
    ['openai', 'gpt-5-mini-2025-08-07', 'gpt-5-mini'],
    ['openai', 'gpt-5.1', 'gpt-5.1'],
    ['anthropic', 'claude-haiku-4-5-20251001', 'claude-haiku-4-5'],
    ['gemini', 'gemini-2.5-flash-lite', 'gemini-2.5-flash-lite'],
  ] as const)('%s %s is %s', (provider, name, known) => {
    expect(findKnownModel(provider, name)?.name).toBe(known);
  });

  it.each([
    ['openai', 'gpt-5-codex'],
    ['openai', 'gpt-9-mini'],
    ['openai', 'openai/gpt-5-mini'],
    ['gemini', 'gemini-2.5-flash-image'],
    ['ollama', 'qwen3:8b'],
  ] as const)('%s %s is not guessed at', (provider, name) => {
    expect(findKnownModel(provider, name)).toBeNull();
  });

  it.each(['openai', 'anthropic', 'gemini'] as const)('the default of %s has a price, and a batch is cheaper', (provider) => {
    const price = findKnownModel(provider, defaultModels[provider])?.price;
    if (!price) {
      throw new Error('no price');
    }
    const usage = { ...noUsage, inputTokens: 1_000_000, outputTokens: 1_000_000 };
    expect(costOf(usage, price)).toBeGreaterThan(0);
    expect(costOf(usage, price, 'batch')).toBe(costOf(usage, price) / 2);
    expect(costOf({ ...usage, cachedInputTokens: 1_000_000 }, price)).toBeLessThan(costOf(usage, price));
  });

  it("a model of one's own machine costs nothing, one in the cloud of Ollama costs what is not known", () => {
    expect(priceOfOllama('qwen3:8b')).toMatchObject({ input: 0, output: 0 });
    expect(priceOfOllama('gpt-oss:120b-cloud')).toBeNull();
  });
});
