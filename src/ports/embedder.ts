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

/** Terms of a corpus and where each of them points. */
export interface LearntTerms {
  words: readonly string[];
  /** How much each of them tells. */
  inverse: Float32Array;
  /** `directions[word * dimensions + d] * scales[word]` is the coordinate of a word. */
  directions: Int8Array;
  scales: Float32Array;
}

/** What an embedder learnt from a corpus: plain data, kept so that later texts find their place among those of the corpus. */
export interface LearntSpace {
  dimensions: number;
  /** What all texts have in common, and each vector is without; null where nothing was taken away. */
  mean: Float32Array | null;
  /** Null for an embedder that knew its vectors before. */
  terms: LearntTerms | null;
}

/** A corpus and what was learnt from it. */
export interface EmbeddedCorpus extends UnitVectors {
  learnt: LearntSpace;
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
  embed(texts: TextsToEmbed, options: EmbedOptions): Promise<EmbeddedCorpus>;
  /**
   * Vectors of further texts in the space of a corpus, near enough to those that they would have as part of it. Costs no more than these
   * texts do.
   *
   * @throws TgParserError `interrupted` after an abort
   */
  embedFurther(texts: Omit<TextsToEmbed, 'learnFrom'>, learnt: LearntSpace, options: EmbedOptions): Promise<UnitVectors>;
}
