export interface TextToEmbed {
  text: string;
  /** ISO 639-1 or `und`. */
  language: string;
}

/** Turns texts into vectors whose cosine says how near two texts are. */
export interface Embedder {
  /** Names the method and its version, for example `builtin-lsa:v1`. */
  readonly id: string;
  /**
   * Learns what it needs from the whole corpus, which is read once or twice in the same order; deterministic.
   * Embedders with fixed weights read nothing.
   */
  fit(corpus: () => AsyncIterable<TextToEmbed[]>, options: { signal?: AbortSignal | undefined }): Promise<FittedEmbedder>;
}

export interface FittedEmbedder {
  readonly dimensions: number;
  /** One vector of length one a text, in order; all zeros for a text without any known word. */
  embed(texts: TextToEmbed[]): Promise<Float32Array[]>;
}
