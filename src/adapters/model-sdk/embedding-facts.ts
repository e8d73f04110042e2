import { freeOfCharge, type ModelPrice } from '../../domain/model-price.ts';
import type { EmbeddingProviderName } from '../../domain/provider-name.ts';
import type { EmbeddingLimits } from '../../ports/embedding-model.ts';

export interface EmbeddingFacts {
  /** Null when unknown. */
  price: ModelPrice | null;
  limits: EmbeddingLimits;
}

/** What is used when `EMBEDDING_MODEL` is not set. That of Ollama is small and knows a hundred languages. */
export const defaultEmbeddingModels: Record<EmbeddingProviderName, string> = {
  openai: 'text-embedding-3-small',
  gemini: 'gemini-embedding-001',
  ollama: 'embeddinggemma',
};

/** Vocabularies older than the one that estimates are made for need up to a third more tokens. */
const estimateShare = 0.75;
/** With 512 tokens, the shortest context that is usual, and a vocabulary to which each Cyrillic letter is a token. */
const tokensOfUnknown = 225;

/**
 * Tokens of a text that a model takes. To be compared with https://developers.openai.com/api/docs/guides/embeddings,
 * https://ai.google.dev/gemini-api/docs/embeddings and the pages of https://ollama.com/search?c=embedding.
 */
const contextTokens: Record<EmbeddingProviderName, Record<string, number>> = {
  openai: { 'text-embedding-3-small': 8_192, 'text-embedding-3-large': 8_192, 'text-embedding-ada-002': 8_192 },
  gemini: { 'gemini-embedding-001': 2_048, 'gemini-embedding-2': 8_192, 'gemini-embedding-2-preview': 8_192 },
  // Of `nomic-embed-text` and its like, letters that are not Latin are tokens of their own: see `tokensOfUnknown`.
  ollama: { embeddinggemma: 2_048, 'qwen3-embedding': 32_768, 'bge-m3': 8_192, 'snowflake-arctic-embed2': 8_192 },
};

/** US dollars for a million tokens: https://developers.openai.com/api/docs/pricing, https://ai.google.dev/gemini-api/docs/pricing */
const prices: Record<string, number> = {
  'text-embedding-3-small': 0.02,
  'text-embedding-3-large': 0.13,
  'text-embedding-ada-002': 0.1,
  'gemini-embedding-001': 0.15,
  'gemini-embedding-2': 0.2,
};

/** What a call takes. */
const callLimits: Record<EmbeddingProviderName, Pick<EmbeddingLimits, 'texts' | 'tokens'>> = {
  // https://platform.openai.com/docs/api-reference/embeddings/create: 2,048 inputs and 300,000 tokens. Fewer tokens, because a call counts
  // as a whole against the limit of a minute, which is far lower for small accounts.
  openai: { texts: 2_048, tokens: 60_000 },
  // "at most 100 requests can be in one batch". Of tokens the Gemini API names no limit; 20,000 is that of Vertex AI.
  gemini: { texts: 100, tokens: 20_000 },
  // No limits are named. Few, so that a slow machine answers in time and what is done is kept.
  ollama: { texts: 32, tokens: 16_000 },
};
/** Servers that are compatible with OpenAI take fewer: 32 with Text Embeddings Inference unless it is told otherwise. */
const limitsOfUnknown = { texts: 32, tokens: 16_000 };

/** What is known of a model that makes vectors; limits that all take for one that came later, or from elsewhere. */
export function findEmbeddingFacts(provider: EmbeddingProviderName, model: string): EmbeddingFacts {
  const [name = model, tag = ''] = model.split(':');
  const context = contextTokens[provider][name];
  return {
    price: provider === 'ollama' ? (tag.endsWith('cloud') ? null : freeOfCharge) : priceOf(model),
    limits: {
      textTokens: context === undefined ? tokensOfUnknown : context * estimateShare,
      ...(context === undefined && provider === 'openai' ? limitsOfUnknown : callLimits[provider]),
    },
  };
}

function priceOf(model: string): ModelPrice | null {
  const input = prices[model];
  return input === undefined ? null : { input, cachedInput: input, cacheWrite: input, output: 0, batchShare: 1 };
}
