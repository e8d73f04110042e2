import { TgParserError } from '../../domain/tg-parser-error.ts';
import { toUnitLength } from '../../lib/to-unit-length.ts';
import type { Embedder, FittedEmbedder, TextToEmbed } from '../../ports/embedder.ts';
import { findBasis, project } from './embed-basis.ts';
import { type SparseVector, type Vocabulary, VocabularyCounter } from './embed-vocabulary.ts';

/** More dimensions keep more of the rare words and cost time in every comparison. */
const mostDimensions = 128;
/** With fewer texts a direction, texts would be near only when they share a word. */
const textsPerDimension = 4;
/** Texts that the directions are learnt from; spread evenly over the corpus. */
const mostLearntFrom = 9_000;

/**
 * Latent semantic analysis trained on the channel itself: TF-IDF over stems, projected on the directions in which the
 * channel's texts vary most, so that texts are near when their words occur in the same company. Needs no model file and no
 * network; the same corpus gives the same vectors.
 */
export function createBuiltinEmbedder(): Embedder {
  return { id: 'builtin-lsa:v1', fit };
}

async function fit(
  corpus: () => AsyncIterable<TextToEmbed[]>,
  { signal }: { signal?: AbortSignal | undefined },
): Promise<FittedEmbedder> {
  const counter = new VocabularyCounter();
  for await (const page of corpus()) {
    stopWhenAborted(signal);
    for (const text of page) {
      counter.add(text);
    }
  }
  const vocabulary = counter.finish();
  const rows: SparseVector[] = [];
  const stride = Math.max(1, counter.texts / mostLearntFrom);
  let position = 0;
  for await (const page of corpus()) {
    stopWhenAborted(signal);
    for (const text of page) {
      if (position++ >= rows.length * stride) {
        rows.push(vocabulary.vectorOf(text));
      }
    }
  }
  const dimensions = Math.max(1, Math.min(mostDimensions, vocabulary.size, Math.ceil(rows.length / textsPerDimension)));
  return fittedOn(vocabulary, findBasis(rows, vocabulary.size, dimensions), dimensions);
}

function fittedOn(vocabulary: Vocabulary, basis: Float32Array, dimensions: number): FittedEmbedder {
  return {
    dimensions,
    embed: async (texts) =>
      texts.map((text) => {
        const vector = new Float32Array(dimensions);
        project(vocabulary.vectorOf(text), basis, vector);
        return toUnitLength(vector);
      }),
  };
}

function stopWhenAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw new TgParserError('interrupted', 'Stopped while learning from the texts', {
      hint: 'Run the same command again: it starts this step anew.',
    });
  }
}
