import type { ModelPrice } from '../../domain/model-price.ts';
import type { ProviderName } from '../../domain/provider-name.ts';
import type { ModelFacts } from '../../ports/chat-model.ts';
import type { ReasoningEffort } from './provider-settings.ts';

/** Asked where nobody names a model: good for its price. */
export const defaultModels: Record<ProviderName, string> = {
  openai: 'gpt-5-mini',
  anthropic: 'claude-haiku-4-5',
  gemini: 'gemini-2.5-flash',
  ollama: 'qwen3:8b',
};

interface KnownModel {
  /** Beginning of the names that providers give to its versions. */
  prefix: string;
  contextTokens: number;
  maxOutputTokens: number;
  /** Whether it reasons before it answers, and counts that as output. */
  reasons?: true;
  price: ModelPrice;
}

const half = 0.5;
/** OpenAI and Gemini have no price of their own for what they write to their caches. */
const price = (input: number, cachedInput: number, output: number, cacheWrite = input): ModelPrice => ({
  input,
  cachedInput,
  cacheWrite,
  output,
  batchShare: half,
});

/**
 * Models with their limits and prices in US dollars for a million tokens. Written down from memory and not checked against the pages of the
 * providers: check them before trusting a budget to them, or set LLM_PRICE_INPUT and LLM_PRICE_OUTPUT. Several of these models are announced to
 * be shut down; see docs/models.md. The longest prefix that fits counts. A model that is not here works, without a known price.
 */
const knownModels: Record<Exclude<ProviderName, 'ollama'>, readonly KnownModel[]> = {
  openai: [
    { prefix: 'gpt-5-nano', contextTokens: 400_000, maxOutputTokens: 128_000, reasons: true, price: price(0.05, 0.005, 0.4) },
    { prefix: 'gpt-5-mini', contextTokens: 400_000, maxOutputTokens: 128_000, reasons: true, price: price(0.25, 0.025, 2) },
    { prefix: 'gpt-5-chat', contextTokens: 128_000, maxOutputTokens: 16_384, price: price(1.25, 0.125, 10) },
    { prefix: 'gpt-5', contextTokens: 400_000, maxOutputTokens: 128_000, reasons: true, price: price(1.25, 0.125, 10) },
    { prefix: 'gpt-4.1-nano', contextTokens: 1_047_576, maxOutputTokens: 32_768, price: price(0.1, 0.025, 0.4) },
    { prefix: 'gpt-4.1-mini', contextTokens: 1_047_576, maxOutputTokens: 32_768, price: price(0.4, 0.1, 1.6) },
    { prefix: 'gpt-4.1', contextTokens: 1_047_576, maxOutputTokens: 32_768, price: price(2, 0.5, 8) },
    { prefix: 'gpt-4o-mini', contextTokens: 128_000, maxOutputTokens: 16_384, price: price(0.15, 0.075, 0.6) },
    { prefix: 'gpt-4o', contextTokens: 128_000, maxOutputTokens: 16_384, price: price(2.5, 1.25, 10) },
    { prefix: 'o4-mini', contextTokens: 200_000, maxOutputTokens: 100_000, reasons: true, price: price(1.1, 0.275, 4.4) },
    { prefix: 'o3-mini', contextTokens: 200_000, maxOutputTokens: 100_000, reasons: true, price: price(1.1, 0.55, 4.4) },
    { prefix: 'o3', contextTokens: 200_000, maxOutputTokens: 100_000, reasons: true, price: price(2, 0.5, 8) },
  ],
  anthropic: [
    { prefix: 'claude-haiku-4-5', contextTokens: 200_000, maxOutputTokens: 64_000, price: price(1, 0.1, 5, 1.25) },
    { prefix: 'claude-sonnet-4', contextTokens: 200_000, maxOutputTokens: 64_000, price: price(3, 0.3, 15, 3.75) },
    { prefix: 'claude-opus-4-5', contextTokens: 200_000, maxOutputTokens: 64_000, price: price(5, 0.5, 25, 6.25) },
    { prefix: 'claude-opus-4', contextTokens: 200_000, maxOutputTokens: 32_000, price: price(15, 1.5, 75, 18.75) },
  ],
  gemini: [
    {
      prefix: 'gemini-2.5-flash-lite',
      contextTokens: 1_048_576,
      maxOutputTokens: 65_536,
      reasons: true,
      price: price(0.1, 0.01, 0.4),
    },
    {
      prefix: 'gemini-2.5-flash',
      contextTokens: 1_048_576,
      maxOutputTokens: 65_536,
      reasons: true,
      price: price(0.3, 0.03, 2.5),
    },
    {
      prefix: 'gemini-2.5-pro',
      contextTokens: 1_048_576,
      maxOutputTokens: 65_536,
      reasons: true,
      price: price(1.25, 0.125, 10),
    },
    { prefix: 'gemini-2.0-flash', contextTokens: 1_048_576, maxOutputTokens: 8_192, price: price(0.1, 0.025, 0.4) },
  ],
};

/** Nulls for a model that nobody has entered. */
export function factsOf(provider: Exclude<ProviderName, 'ollama'>, model: string): ModelFacts {
  const known = find(provider, model);
  return {
    contextTokens: known?.contextTokens ?? null,
    maxOutputTokens: known?.maxOutputTokens ?? null,
    price: known?.price ?? null,
  };
}

/** Names of later models tell it, too: all of `gpt-5` and up and the `o` series reason, but for those made for chat. */
export function reasons(provider: ProviderName, model: string): boolean {
  if (provider === 'openai') {
    return /^(gpt-([5-9]|\d\d)|o\d)/.test(model) && !/^gpt-\d[^-]*-chat/.test(model);
  }
  return provider === 'gemini' ? (find(provider, model)?.reasons ?? /^gemini-([3-9]|2\.5)/.test(model)) : false;
}

const reasoningTokens: Record<ReasoningEffort, number> = { minimal: 1_024, low: 4_096, medium: 12_288, high: 32_768 };

/** Room that reasoning is given beside the answer, so that it cannot eat it: tokens of output. */
export function reasoningRoom(provider: ProviderName, model: string, effort: ReasoningEffort): number {
  return reasons(provider, model) ? reasoningTokens[effort] : 0;
}

function find(provider: Exclude<ProviderName, 'ollama'>, model: string): KnownModel | undefined {
  return knownModels[provider]
    .filter(({ prefix }) => model.startsWith(prefix))
    .sort((left, right) => right.prefix.length - left.prefix.length)[0];
}
