import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { EmbeddedCorpus, Embedder, EmbedOptions, LearntSpace, TextsToEmbed, UnitVectors } from '../../ports/embedder.ts';
import { findDirections, project } from './find-directions.ts';
import { fromSmallNumbers, toSmallNumbers } from './small-numbers.ts';
import { knownTerms, type TermWeights, toSparseTexts, weighTerms } from './weigh-terms.ts';

/** More dimensions keep more of the rare words and cost time in every comparison. */
const mostDimensions = 200;
/** With fewer texts a direction, texts would be near only when they share a word. */
const textsPerDimension = 4;
/** Texts that the directions are learnt from: the first ones, whose order says nothing of them. */
const mostLearntFrom = 9_000;
/** Texts turned into vectors at a time. */
const chunkSize = 2_000;

/**
 * Latent semantic analysis trained on the channel itself: terms weighted by how rare they are, projected on the directions in which the
 * channel's texts vary most, so that texts are near when their words occur in the same company. Needs no model file and no
 * network; the same corpus gives the same vectors.
 */
export function createBuiltinEmbedder(): Embedder {
  return { id: 'builtin-lsa:v2', embed, embedFurther };
}

async function embed(texts: TextsToEmbed, options: EmbedOptions): Promise<EmbeddedCorpus> {
  const weights = weighTerms(texts);
  const learntFrom = toSparseTexts(texts, weights, range(0, Math.min(texts.learnFrom, mostLearntFrom)));
  const rows = learntFrom.starts.length - 1;
  const dimensions = Math.max(1, Math.min(mostDimensions, weights.size, Math.ceil(rows / textsPerDimension)));
  stopWhenAborted(options.signal);
  const directions = findDirections(learntFrom, weights.size, dimensions);
  const vectors = projectAll(texts, { weights, directions, dimensions }, options);
  const words: string[] = [];
  for (const [term, number] of weights.numbers.entries()) {
    if (number >= 0) {
      words[number] = texts.terms[term] ?? '';
    }
  }
  const terms = { words, inverse: weights.inverse, ...toSmallNumbers(directions, dimensions) };
  return { ...vectors, learnt: { dimensions, mean: null, terms } };
}

async function embedFurther(
  texts: Omit<TextsToEmbed, 'learnFrom'>,
  { terms, dimensions }: LearntSpace,
  options: EmbedOptions,
): Promise<UnitVectors> {
  if (terms === null) {
    throw new RangeError('what another embedder learnt says nothing to this one');
  }
  const weights = knownTerms(texts.terms, terms);
  return projectAll(texts, { weights, directions: fromSmallNumbers(terms, dimensions), dimensions }, options);
}

function projectAll(
  texts: Omit<TextsToEmbed, 'learnFrom'>,
  { weights, directions, dimensions }: { weights: TermWeights; directions: Float32Array; dimensions: number },
  { signal, onProgress }: EmbedOptions,
): UnitVectors {
  const vectors: UnitVectors = { values: new Float32Array(texts.size * dimensions), dimensions, size: texts.size };
  for (let first = 0; first < texts.size; first += chunkSize) {
    stopWhenAborted(signal);
    const end = Math.min(texts.size, first + chunkSize);
    const chunk = toSparseTexts(texts, weights, range(first, end));
    for (let text = first; text < end; text++) {
      const vector = vectors.values.subarray(text * dimensions, (text + 1) * dimensions);
      project(chunk, text - first, directions, vector);
      toUnitLength(vector);
    }
    onProgress?.({ activity: 'comparing documents', done: end, total: texts.size, unit: 'documents' });
  }
  return vectors;
}

function range(first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_, index) => first + index);
}

function toUnitLength(vector: Float32Array): void {
  let squares = 0;
  for (const value of vector) {
    squares += value * value;
  }
  const factor = squares > 1e-18 ? 1 / Math.sqrt(squares) : 0;
  for (let d = 0; d < vector.length; d++) {
    vector[d] = (vector[d] ?? 0) * factor;
  }
}

function stopWhenAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw new TgParserError('interrupted', 'Stopped while learning from the texts', {
      hint: 'Run the same command again: it starts this step anew.',
    });
  }
}
