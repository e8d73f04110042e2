import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { Embedder, FittedEmbedder } from '../../ports/embedder.ts';
import { cutText } from './cut-text.ts';
import type { VectorOptions, VectorSource } from './vector-source.ts';

/** Its vector tells how many dimensions there are. It is kept like any other, so that a model is asked for it once. */
const probe = 'text';

/**
 * An embedder with fixed weights: texts are near when a model of a provider says so, whatever else is in the corpus.
 *
 * @param textTokens estimated ones, to which texts are cut
 */
export function createProviderEmbedder(source: VectorSource, textTokens: number): Embedder {
  return {
    id: source.id,
    async fit(_corpus, options): Promise<FittedEmbedder> {
      const dimensions = (await collect(source, [probe], options)).get(probe)?.length ?? 0;
      return {
        dimensions,
        async embed(texts) {
          const sent = texts.map(({ text }) => cutText(text.trim(), textTokens).trimEnd());
          const vectors = await collect(
            source,
            [...new Set(sent)].filter((text) => text !== ''),
            options,
          );
          return sent.map((text) => ofDimensions(vectors.get(text) ?? new Float32Array(dimensions), dimensions, source.id));
        },
      };
    },
  };
}

async function collect(
  source: VectorSource,
  texts: readonly string[],
  options: VectorOptions,
): Promise<Map<string, Float32Array>> {
  const vectors = new Map<string, Float32Array>();
  for await (const part of source.vectors(texts, options)) {
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
