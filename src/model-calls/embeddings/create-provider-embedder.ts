import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { Embedder, EmbedOptions, TextsToEmbed, UnitVectors } from '../../ports/embedder.ts';
import { centreVectors, takeAway } from './centre-vectors.ts';
import { cutText } from './cut-text.ts';
import type { VectorSource } from './vector-source.ts';

/** Its vector tells how many dimensions there are. It is kept like any other, so that a model is asked for it once. */
const probe = 'text';
/** Texts read at a time. */
const pageSize = 500;

/**
 * An embedder with fixed weights: texts are near when a model of a provider says so. All texts of one corpus have something in common,
 * for some models so much that nothing is far from anything; that part is taken away.
 *
 * @param textTokens estimated ones, to which texts are cut
 */
export function createProviderEmbedder(source: VectorSource, textTokens: number): Embedder {
  return {
    id: source.id,
    async embed(texts, options) {
      const vectors = await askAbout(texts, options);
      return {
        ...vectors,
        learnt: { dimensions: vectors.dimensions, mean: centreVectors(vectors, texts.learnFrom), terms: null },
      };
    },
    async embedFurther(texts, { mean, dimensions }, options) {
      const vectors = await askAbout(texts, options, dimensions);
      if (mean !== null) {
        takeAway(vectors, mean);
      }
      return vectors;
    },
  };

  /** @param known how many dimensions there are; default: what the vector of a first text has */
  async function askAbout(
    texts: Omit<TextsToEmbed, 'learnFrom'>,
    options: EmbedOptions,
    known: number | null = null,
  ): Promise<UnitVectors> {
    if (texts.size === 0) {
      return { values: new Float32Array(0), dimensions: known ?? 1, size: 0 };
    }
    const dimensions = known ?? (await collect(source, [probe], options)).get(probe)?.length ?? 0;
    const vectors = { values: new Float32Array(texts.size * dimensions), dimensions, size: texts.size };
    for (let first = 0; first < texts.size; first += pageSize) {
      const end = Math.min(texts.size, first + pageSize);
      const sent = (await texts.read(first, end)).map((text) => cutText(text.trim(), textTokens).trimEnd());
      const found = await collect(
        source,
        [...new Set(sent)].filter((text) => text !== ''),
        options,
      );
      for (const [place, text] of sent.entries()) {
        const vector = found.get(text);
        if (vector) {
          vectors.values.set(ofDimensions(vector, dimensions, source.id), (first + place) * dimensions);
        }
      }
      options.onProgress?.({ activity: 'comparing documents', done: end, total: texts.size, unit: 'documents' });
    }
    return vectors;
  }
}

async function collect(
  source: VectorSource,
  texts: readonly string[],
  { signal }: EmbedOptions,
): Promise<Map<string, Float32Array>> {
  const vectors = new Map<string, Float32Array>();
  for await (const part of source.vectors(texts, { signal })) {
    for (const [text, vector] of part) {
      vectors.set(text, vector);
    }
  }
  return vectors;
}

/** A server of one's own may have another model today under the name of yesterday's. */
function ofDimensions(vector: Float32Array, dimensions: number, id: string): Float32Array {
  if (vector.length !== dimensions) {
    throw new TgParserError(
      'setting_invalid',
      `Vectors of ${id} have ${dimensions} dimensions, and one has ${vector.length}: they are of different models`,
      { hint: 'Give each model a name of its own in EMBEDDING_MODEL.' },
    );
  }
  return vector;
}
