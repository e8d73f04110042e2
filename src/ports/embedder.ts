import type { ReportProgress } from './progress.ts';

/**
 * The texts of a corpus, in an order that depends on their content only: so a sample of them, and sums over them, do not depend on
 * how they were stored.
 */
export interface TextsToEmbed {
  readonly size: number;
  /** Texts from this one on are noise: they get a vector, and nothing is learnt from them. */
  readonly learnFrom: number;
  /** All terms (stems) that occur in the texts. */
  readonly terms: readonly string[];
  /** The distinct terms of a text, as places in `terms`. */
  termsOf(text: number): Int32Array;
  /** The texts themselves from `first` up to but without `end`, in order. */
  read(first: number, end: number): Promise<string[]>;
}

/** Vectors of length one (or all zeros), one after the other: `values[row * dimensions + d]`. */
export interface UnitVectors {
  values: Float32Array;
  dimensions: number;
  size: number;
}

export interface EmbedOptions {
  signal?: AbortSignal | undefined;
  onProgress?: ReportProgress | undefined;
}

/** Turns texts into vectors whose cosine says how near two texts are. */
export interface Embedder {
  /** Names the method and its version, for example `builtin-lsa:v2`. */
  readonly id: string;
  /**
   * One vector a text, in order; all zeros for a text of which nothing is known. The same texts give the same vectors. An embedder that
   * learns does so from the corpus itself.
   *
   * @throws TgParserError `interrupted` after an abort
   */
  embed(texts: TextsToEmbed, options: EmbedOptions): Promise<UnitVectors>;
}
