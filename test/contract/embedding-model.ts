import { describe, expect, it } from 'vitest';
import type { ProviderSettings } from '../../src/adapters/model-sdk/provider-settings.ts';
import type { EmbeddingProvider, EmbeddingRequest } from '../../src/ports/embedding-model.ts';
import { providerSettings } from '../support/chat-request.ts';
import { fakeVector } from '../support/model-providers/fake-vector.ts';
import type { FaultKind } from '../support/model-providers/fault.ts';
import type { ModelProviderOptions } from '../support/model-providers/model-provider-options.ts';
import { startForTest } from '../support/model-providers/start-for-test.ts';
import type { FakeApi } from '../support/model-providers/start-model-provider.ts';

export interface EmbeddingModelUnderTest {
  api: FakeApi;
  model: string;
  create(model: string, settings: ProviderSettings): EmbeddingProvider;
  dimensions: number;
  /** Whether the provider says how many tokens it counted. */
  isCounted: boolean;
  /** A whole request as the reference has it. */
  path: string;
  body(texts: readonly string[]): unknown;
}

const texts = ['Помидоры поливают утром.', 'Tomatoes are watered in the morning.', 'Мосты'];

/** What is the same for all providers of vectors, shown on the strict fakes of their APIs. */
export function describeEmbeddingModel(name: string, under: EmbeddingModelUnderTest): void {
  describe(name, () => {
    it('is asked as the reference says', async () => {
      const { provider, embeddings } = await start();
      await embeddings.complete(embeddingRequest(texts));
      expect(provider.requests.map(({ path, body }) => ({ path, body }))).toEqual([
        { path: under.path, body: under.body(texts) },
      ]);
      expect(provider.violations).toEqual([]);
    });

    it('gives one vector a text, in their order, with what the provider counted', async () => {
      const { provider, embeddings } = await start();
      const { vectors, usage, finishReason } = await embeddings.complete(embeddingRequest(texts));
      expect(vectors).toEqual(texts.map((text) => Float32Array.from(fakeVector(text, under.dimensions))));
      expect(finishReason).toBe('stop');
      expect(usage?.inputTokens ?? null).toBe(under.isCounted ? provider.usage.input : null);
    });

    it('knows what fits into a call: as much as that is taken', async () => {
      const { provider, embeddings, limits } = await start();
      const { vectors } = await embeddings.complete(embeddingRequest(new Array(limits.texts).fill('слово')));
      expect(vectors).toHaveLength(limits.texts);
      const long = 'слово '.repeat(limits.textTokens / 2.5);
      await embeddings.complete(embeddingRequest([long]));
      expect(provider.violations).toEqual([]);
    });

    it.each<[FaultKind, string]>([
      ['rate_limited_seconds', 'model_rate_limited'],
      ['overloaded', 'model_overloaded'],
      ['quota', 'model_quota'],
      ['auth', 'model_unauthorized'],
      ['not_found', 'model_unknown'],
      ['reset', 'model_unreachable'],
      ['reset_in_the_middle', 'model_unreachable'],
    ])('tells %s as %s, and the key to nobody', async (fault, code) => {
      const { provider, embeddings } = await start({ faults: () => fault });
      const error = await embeddings.complete(embeddingRequest(texts)).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code });
      expect(provider.key === '' || !JSON.stringify(error, Object.getOwnPropertyNames(error)).includes(provider.key)).toBe(
        true,
      );
    });

    it('does not know a model that is not there', async () => {
      const { provider } = await start();
      const { model } = under.create('no-such-model', providerSettings(provider));
      await expect(model.complete(embeddingRequest(texts))).rejects.toMatchObject({ code: 'model_unknown' });
    });

    it('ends a call at once when it is aborted', async () => {
      const { embeddings } = await start({ latencyMs: 10_000 });
      const calling = embeddings.complete({ ...embeddingRequest(texts), signal: AbortSignal.timeout(50) });
      await expect(calling).rejects.toMatchObject({ code: 'interrupted' });
    });
  });

  async function start(options: ModelProviderOptions = {}) {
    const provider = await startForTest(under.api, { models: [under.model], ...options });
    const { model, limits } = under.create(under.model, providerSettings(provider));
    return { provider, embeddings: model, limits };
  }
}

function embeddingRequest(of: readonly string[]): EmbeddingRequest {
  const purpose = { runId: 'run-1', step: 'topicize', channelId: '1', task: 'embed_texts', promptId: 'none' } as const;
  return { texts: of, maxOutputTokens: 0, estimatedInputTokens: 100, purpose: { ...purpose, items: of.length } };
}
