import type { EmbeddingProviderName } from '../../domain/provider-name.ts';
import { noUsage, type TokenUsage } from '../../domain/token-usage.ts';
import type { EmbeddingAnswer, EmbeddingProvider, EmbeddingRequest } from '../../ports/embedding-model.ts';
import type { EmbeddingDialect } from './embedding-dialect.ts';
import { findEmbeddingFacts } from './embedding-facts.ts';
import type { ProviderClient } from './provider-client.ts';
import { readVectors } from './read-vectors.ts';

export interface EmbeddingProviderParts {
  provider: EmbeddingProviderName;
  model: string;
  client: ProviderClient;
  dialect: EmbeddingDialect;
}

/** A model that makes vectors, whose API differs in no more than a dialect. */
export function createEmbeddingProvider({ provider, model, client, dialect }: EmbeddingProviderParts): EmbeddingProvider {
  const { price, limits } = findEmbeddingFacts(provider, model);
  return {
    limits,
    model: {
      provider,
      model,
      facts: { contextTokens: null, maxOutputTokens: 0, price },
      parameters: {},
      async complete({ texts, signal, onLimits }: EmbeddingRequest): Promise<EmbeddingAnswer> {
        const context = { model, signal, onLimits };
        const { body } = await client.postJson(dialect.path, dialect.body(texts), context);
        const parts = dialect.read(body);
        const vectors = Array.isArray(parts.vectors) ? readVectors(parts.vectors, texts.length) : null;
        if (vectors === null) {
          throw client.unreadable(context);
        }
        const answered = typeof parts.model === 'string' ? parts.model : model;
        return { vectors, usage: toUsage(parts.inputTokens), finishReason: 'stop', model: answered };
      },
    },
  };
}

function toUsage(inputTokens: unknown): TokenUsage | null {
  return typeof inputTokens === 'number' ? { ...noUsage, inputTokens } : null;
}
