import { toUnitLength } from '../../lib/to-unit-length.ts';
import type { EmbeddingModel, EmbeddingProvider } from '../../ports/embedding-model.ts';
import type { CallPurpose } from '../../ports/language-model.ts';
import { packTexts, type TextPack } from './pack-texts.ts';
import type { VectorOptions, VectorSource } from './vector-source.ts';

/** On whose behalf vectors are made, and what that may cost. */
export interface VectorPurpose extends CallPurpose {
  /** US dollars that the run may spend, null for no limit. Default null. */
  budgetUsd?: number | null | undefined;
}

/** Estimates are for a newer vocabulary than that of many models for vectors: budgets must hold for those, too. */
const dearestVocabulary = 4 / 3;

/**
 * Vectors from a model, in as few calls as its limits allow.
 *
 * One call at a time: a page of documents is one or a few, and when one fails nothing that was paid for is on the way.
 */
export function createVectorSource({ model, limits }: EmbeddingProvider, purpose: VectorPurpose): VectorSource {
  return {
    id: `${model.provider}:${model.model}`,
    async *vectors(texts, options) {
      for (const pack of packTexts(texts, limits)) {
        yield await callModel(model, pack, { purpose, ...options });
      }
    },
  };
}

async function callModel(
  model: EmbeddingModel,
  { texts, tokens }: TextPack,
  { purpose: { budgetUsd, ...purpose }, signal }: VectorOptions & { purpose: VectorPurpose },
): Promise<ReadonlyMap<string, Float32Array>> {
  const { vectors } = await model.complete({
    texts,
    maxOutputTokens: 0,
    estimatedInputTokens: Math.ceil(tokens * dearestVocabulary),
    purpose: { ...purpose, task: 'embed_texts', promptId: 'none', items: texts.length },
    budgetUsd,
    signal,
  });
  return new Map(texts.map((text, index) => [text, toUnitLength(vectors[index] as Float32Array)]));
}
