import { randomUUID } from 'node:crypto';
import { createBuiltinEmbedder } from './adapters/model-builtin/builtin-embedder.ts';
import type { OpenedStores } from './adapters/store-sql/open-stores.ts';
import { systemDelay } from './adapters/system/system-delay.ts';
import type { Configuration } from './config/configuration.ts';
import { type ProviderAccess, providerAccess } from './config/provider-access.ts';
import type { EmbeddingProviderName } from './domain/provider-name.ts';
import { budgetLimits } from './model-calls/budget-limits.ts';
import { createProviderEmbedder } from './model-calls/embeddings/create-provider-embedder.ts';
import { createVectorSource, type VectorPurpose } from './model-calls/embeddings/create-vector-source.ts';
import { withVectorCache } from './model-calls/embeddings/with-vector-cache.ts';
import { withCallLayers } from './model-calls/with-call-layers.ts';
import type { Clock } from './ports/clock.ts';
import type { Embedder } from './ports/embedder.ts';
import type { EmbeddingProvider } from './ports/embedding-model.ts';
import type { Logger } from './ports/logger.ts';

export interface EmbedderDependencies {
  stores: Pick<OpenedStores, 'modelCallStore' | 'modelLimitStore' | 'vectorStore'>;
  clock: Clock;
  log: Logger;
}

/**
 * The part of the composition root that puts an embedder together: configuration → provider → layers → kept vectors.
 *
 * @param purpose on whose bill its calls are
 * @throws TgParserError `model_unavailable` for a provider without a key, `setting_invalid` for an address or a key that cannot be one
 */
export async function openEmbedder(
  configuration: Configuration,
  { stores, clock, log }: EmbedderDependencies,
  purpose: VectorPurpose,
): Promise<Embedder> {
  const { embedding, budgetUsd, topicization } = configuration.models;
  if (embedding.provider === 'builtin') {
    return createBuiltinEmbedder();
  }
  const access = providerAccess(configuration.models, embedding.provider, embedding.baseUrl);
  const { model, limits } = await openProvider(embedding.provider, embedding.model, access);
  const { maxAttempts, backoffBaseInMs, backoffMaxInMs, jitter } = configuration.retry;
  const layered = withCallLayers(withPrice(model, embedding.price), {
    ...{ stores, clock, delay: systemDelay, log, newId: randomUUID },
    policy: { maxAttempts, baseInMs: backoffBaseInMs, maxInMs: backoffMaxInMs, jitter },
    limits: (request, at) => budgetLimits(request, at, { step: 'topicize', all: budgetUsd, ofStep: topicization.budgetUsd }),
  });
  const source = createVectorSource({ model: layered, limits }, purpose);
  const { vectorStore } = stores;
  return createProviderEmbedder(withVectorCache(source, { vectorStore, channelId: purpose.channelId }), limits.textTokens);
}

async function openProvider(
  provider: EmbeddingProviderName,
  model: string | null,
  access: ProviderAccess,
): Promise<EmbeddingProvider> {
  const { defaultEmbeddingModels } = await import('./adapters/model-sdk/embedding-facts.ts');
  return open[provider](model ?? defaultEmbeddingModels[provider], access);
}

/** Each is loaded when it is used. */
const open: Record<EmbeddingProviderName, (model: string, access: ProviderAccess) => Promise<EmbeddingProvider>> = {
  openai: async (model, access) =>
    (await import('./adapters/model-openai/create-openai-embedding-model.ts')).createOpenAiEmbeddingModel(model, access),
  gemini: async (model, access) =>
    (await import('./adapters/model-gemini/create-gemini-embedding-model.ts')).createGeminiEmbeddingModel(model, access),
  ollama: async (model, access) =>
    (await import('./adapters/model-ollama/create-ollama-embedding-model.ts')).createOllamaEmbeddingModel(model, access),
};

/** What the user says that a million tokens cost. */
function withPrice(model: EmbeddingProvider['model'], input: number | null): EmbeddingProvider['model'] {
  if (input === null) {
    return model;
  }
  const price = { input, cachedInput: input, cacheWrite: input, output: 0, batchShare: 1 };
  return { ...model, facts: { ...model.facts, price }, complete: (request) => model.complete(request) };
}
