/** How an API is asked for vectors. */
export interface EmbeddingDialect {
  /** Behind the version path. */
  path: string;
  body(texts: readonly string[]): unknown;
  /** Nothing is checked yet; undefined for what the answer does not have. */
  read(answer: unknown): EmbeddingParts;
}

export interface EmbeddingParts {
  /** In the order of the texts. */
  vectors: unknown;
  inputTokens: unknown;
  model?: unknown;
}
