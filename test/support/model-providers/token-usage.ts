/** Tokens of one answer, by what providers charge apart. */
export interface FakeUsage {
  /** All of the input, cached or not. */
  input: number;
  /** Of the input, read from the cache. */
  cached: number;
  /** Of the input, written to the cache; only where a provider counts it. */
  cacheWritten: number;
  /** All of the output, reasoning included. */
  output: number;
  reasoning: number;
}
