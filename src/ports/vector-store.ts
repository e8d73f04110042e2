/** Vectors of texts, kept so that none is paid twice: database `processing`. */
export interface VectorStore {
  /**
   * @param modelId for example `openai:text-embedding-3-small`: vectors of different models have nothing to do with each other
   * @param keys hashes of texts
   * @returns vectors that are known, by key
   */
  find(modelId: string, keys: readonly string[]): Promise<Map<string, Float32Array>>;
  /** All or none. Replaces the vector of a key that is known; the vector stays with the channel that had it first. */
  save(modelId: string, channelId: string, vectors: ReadonlyMap<string, Float32Array>): Promise<void>;
  /** Deletes vectors that were first made for a channel. Another one with the same text has it made again. */
  removeChannel(channelId: string): Promise<void>;
}
