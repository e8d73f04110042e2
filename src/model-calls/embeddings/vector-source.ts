export interface VectorOptions {
  signal?: AbortSignal | undefined;
}

/** Makes vectors of texts, or knows them already: what lies between a model of a provider and an embedder. */
export interface VectorSource {
  /** For example `openai:text-embedding-3-small`. */
  readonly id: string;
  /**
   * Vectors of length one, by text; in parts, as they come, so that what was paid for can be kept before the next call.
   *
   * @param texts none of them twice, empty, or longer than the model takes
   * @throws TgParserError `model_*`, `budget_reached`, `interrupted`; what was handed out before is good
   */
  vectors(texts: readonly string[], options: VectorOptions): AsyncIterable<ReadonlyMap<string, Float32Array>>;
}
