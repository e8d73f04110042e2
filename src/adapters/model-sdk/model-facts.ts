import { freeOfCharge, type ModelPrice } from '../../domain/model-price.ts';
import type { ProviderName } from '../../domain/provider-name.ts';
import type { ModelEffort } from './reasoning-effort.ts';

export interface KnownModel {
  /** Snapshots of it, such as `gpt-5-mini-2025-08-07`, are the same model. */
  name: string;
  contextTokens: number | null;
  maxOutputTokens: number | null;
  price: ModelPrice | null;
  /** Efforts of reasoning that it takes; empty for a model that does not reason, or can be told not to. */
  efforts: readonly ModelEffort[];
  takesTemperature: boolean;
}

/** What is used when `LLM_MODEL` is not set: the cheapest model of each provider that writes well in many languages. */
export const defaultModels: Record<ProviderName, string> = {
  openai: 'gpt-6-luna',
  anthropic: 'claude-haiku-5-5',
  gemini: 'gemini-3.5-flash-lite',
  ollama: 'qwen3:8b',
};

const million = 1_048_576;

/** A batch costs half with each of the providers that have any. */
const batchShare = 0.5;

function dollars(input: number, cachedInput: number, cacheWrite: number, output: number): ModelPrice {
  return { input, cachedInput, cacheWrite, output, batchShare };
}

const effortsOfGpt5: readonly ModelEffort[] = ['minimal', 'low', 'medium', 'high'];
const effortsOfNewerGpt: readonly ModelEffort[] = ['none', 'low', 'medium', 'high', 'xhigh'];
const effortsOfPro: readonly ModelEffort[] = ['medium', 'high', 'xhigh'];
const effortsOfO: readonly ModelEffort[] = ['low', 'medium', 'high'];

function gpt(
  name: string,
  price: ModelPrice | null,
  contextTokens: number | null,
  efforts: readonly ModelEffort[] = effortsOfNewerGpt,
): KnownModel {
  return { name, contextTokens, maxOutputTokens: 128_000, price, efforts, takesTemperature: false };
}

function plainGpt(name: string, price: ModelPrice, contextTokens: number, maxOutputTokens: number): KnownModel {
  return { name, contextTokens, maxOutputTokens, price, efforts: [], takesTemperature: true };
}

/**
 * To be compared with https://developers.openai.com/api/docs/pricing and https://developers.openai.com/api/docs/models. Which of these have
 * a second source, and which have not, is in docs/models.md.
 * Prices are those of prompts up to 272,000 tokens: longer ones cost more, and none of ours is.
 * Writing to the cache has a price of its own since 5.6.
 */
const openAi: readonly KnownModel[] = [
  gpt('gpt-6.1-sol', dollars(2, 0.1, 2.5, 10), 1_050_000),
  gpt('gpt-6.1-terra', dollars(1, 0.05, 1.25, 5), 1_050_000),
  gpt('gpt-6-sol', dollars(2, 0.2, 2.5, 10), null),
  gpt('gpt-6-luna', dollars(0.1, 0.01, 0.125, 0.5), 1_050_000),
  gpt('gpt-5.6', dollars(5, 0.5, 6.25, 30), 1_050_000),
  gpt('gpt-5.6-sol', dollars(5, 0.5, 6.25, 30), 1_050_000),
  gpt('gpt-5.6-terra', dollars(2, 0.2, 2.5, 12), 1_050_000),
  gpt('gpt-5.6-luna', dollars(0.2, 0.02, 0.25, 1.2), 1_050_000),
  gpt('gpt-5.5', dollars(5, 0.5, 5, 30), 1_050_000),
  gpt('gpt-5.5-pro', dollars(30, 30, 30, 180), 1_050_000, effortsOfPro),
  gpt('gpt-5.4', dollars(2.5, 0.25, 2.5, 15), 1_050_000),
  gpt('gpt-5.4-pro', dollars(30, 30, 30, 180), 1_050_000, effortsOfPro),
  gpt('gpt-5.4-mini', dollars(0.75, 0.075, 0.75, 4.5), 400_000),
  gpt('gpt-5.4-nano', dollars(0.2, 0.02, 0.2, 1.25), 400_000),
  gpt('gpt-5.2', dollars(1.75, 0.175, 1.75, 14), 400_000),
  gpt('gpt-5.2-pro', dollars(21, 21, 21, 168), 400_000, effortsOfPro),
  gpt('gpt-5.1', dollars(1.25, 0.125, 1.25, 10), 400_000),
  gpt('gpt-5', dollars(1.25, 0.125, 1.25, 10), 400_000, effortsOfGpt5),
  gpt('gpt-5-mini', dollars(0.25, 0.025, 0.25, 2), 400_000, effortsOfGpt5),
  gpt('gpt-5-nano', dollars(0.05, 0.005, 0.05, 0.4), 400_000, effortsOfGpt5),
  gpt('gpt-5-pro', dollars(15, 15, 15, 120), 400_000, ['high']),
  { ...gpt('o3', dollars(2, 0.5, 2, 8), 200_000, effortsOfO), maxOutputTokens: 100_000 },
  { ...gpt('o4-mini', dollars(1.1, 0.275, 1.1, 4.4), 200_000, effortsOfO), maxOutputTokens: 100_000 },
  plainGpt('gpt-4.1', dollars(2, 0.5, 2, 8), 1_047_576, 32_768),
  plainGpt('gpt-4.1-mini', dollars(0.4, 0.1, 0.4, 1.6), 1_047_576, 32_768),
  plainGpt('gpt-4.1-nano', dollars(0.1, 0.025, 0.1, 0.4), 1_047_576, 32_768),
  plainGpt('gpt-4o', dollars(2.5, 1.25, 2.5, 10), 128_000, 16_384),
  plainGpt('gpt-4o-mini', dollars(0.15, 0.075, 0.15, 0.6), 128_000, 16_384),
];

const effortsOfClaude: readonly ModelEffort[] = ['low', 'medium', 'high', 'xhigh'];

function claude(name: string, price: ModelPrice, details: Partial<KnownModel> = {}): KnownModel {
  return { name, contextTokens: 1_000_000, maxOutputTokens: 128_000, price, efforts: [], takesTemperature: false, ...details };
}

const earlierClaude = { takesTemperature: true, contextTokens: 200_000, maxOutputTokens: 64_000 };

/**
 * To be compared with https://platform.claude.com/docs/en/about-claude/pricing and
 * https://platform.claude.com/docs/en/about-claude/models/overview. Writing to the cache for five minutes, as we do. Haiku 5.5 costs more for prompts over 100,000 tokens; none of ours is.
 * Efforts are named where thinking cannot be turned off.
 */
const anthropic: readonly KnownModel[] = [
  claude('claude-fable-5-1', dollars(10, 0.25, 12.5, 50), { efforts: effortsOfClaude }),
  claude('claude-fable-5', dollars(10, 1, 12.5, 50), { efforts: effortsOfClaude }),
  claude('claude-opus-5-5', dollars(4, 0.2, 5, 20), { efforts: effortsOfClaude }),
  claude('claude-opus-5', dollars(5, 0.5, 6.25, 25)),
  claude('claude-opus-4-8', dollars(5, 0.5, 6.25, 25)),
  claude('claude-opus-4-7', dollars(5, 0.5, 6.25, 25)),
  claude('claude-opus-4-6', dollars(5, 0.5, 6.25, 25), { takesTemperature: true }),
  claude('claude-opus-4-5', dollars(5, 0.5, 6.25, 25), earlierClaude),
  claude('claude-sonnet-5-5', dollars(2, 0.1, 2.5, 10)),
  claude('claude-sonnet-5', dollars(2, 0.2, 2.5, 10)),
  claude('claude-sonnet-4-6', dollars(3, 0.3, 3.75, 15), { takesTemperature: true }),
  claude('claude-sonnet-4-5', dollars(3, 0.3, 3.75, 15), earlierClaude),
  claude('claude-haiku-5-5', dollars(0.1, 0.01, 0.125, 0.5)),
  claude('claude-haiku-4-5', dollars(1, 0.1, 1.25, 5), earlierClaude),
];

const allLevels: readonly ModelEffort[] = ['minimal', 'low', 'medium', 'high'];
const levelsWithoutMinimal: readonly ModelEffort[] = ['low', 'medium', 'high'];

function geminiModel(name: string, input: number, output: number, efforts: readonly ModelEffort[] = []): KnownModel {
  // Reading from the cache costs a tenth. Implicit caching, which is what we use, costs nothing to write.
  const price = dollars(input, input / 10, input, output);
  // Those that take levels are to be left at their own temperature: https://ai.google.dev/gemini-api/docs/gemini-3
  return { name, contextTokens: million, maxOutputTokens: 65_536, price, efforts, takesTemperature: efforts.length === 0 };
}

/**
 * To be compared with https://ai.google.dev/gemini-api/docs/pricing (paid tier), https://ai.google.dev/gemini-api/docs/models and
 * https://ai.google.dev/gemini-api/docs/thinking. Efforts are thinking levels; 2.5 has budgets instead, see
 * `model-gemini/thinking-config.ts`. Prices of `pro` are those of prompts up to 200,000 tokens.
 */
const gemini: readonly KnownModel[] = [
  // 1.50 and 7.50 from 2027-01-01 on.
  geminiModel('gemini-3.8-flash', 0.75, 3.75, levelsWithoutMinimal),
  geminiModel('gemini-3.7-flash', 1.5, 7.5, levelsWithoutMinimal),
  geminiModel('gemini-3.5-flash-lite', 0.3, 2.5, allLevels),
  geminiModel('gemini-3.5-flash', 1.5, 9, allLevels),
  geminiModel('gemini-3.1-flash-lite', 0.25, 1.5, allLevels),
  geminiModel('gemini-3.1-pro-preview', 2, 12, levelsWithoutMinimal),
  geminiModel('gemini-3-flash-preview', 0.5, 3, allLevels),
  geminiModel('gemini-2.5-pro', 1.25, 10),
  geminiModel('gemini-2.5-flash', 0.3, 2.5),
  geminiModel('gemini-2.5-flash-lite', 0.1, 0.4),
];

const knownModels: Record<ProviderName, readonly KnownModel[]> = { openai: openAi, anthropic, gemini, ollama: [] };

/** What follows the name of a model in the name of a snapshot of it. */
const snapshot = /^(?:-\d{4}-\d{2}-\d{2}|-\d{8}|-\d{3}|-latest)?$/;

/**
 * What is known of a model; null for one that came later, or from elsewhere. A variant such as `gpt-5-codex` is no snapshot and not
 * known: a wrong price is worse than none.
 */
export function findKnownModel(provider: ProviderName, name: string): KnownModel | null {
  const isSame = (known: KnownModel) => name.startsWith(known.name) && snapshot.test(name.slice(known.name.length));
  return knownModels[provider].find(isSame) ?? null;
}

/** Models that Ollama runs elsewhere have a price, and it is not known: https://docs.ollama.com/cloud */
export function priceOfOllama(model: string): ModelPrice | null {
  return /[:-]cloud$/.test(model) ? null : freeOfCharge;
}
