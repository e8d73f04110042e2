/** What all processes on one database share of a provider's limits. Rates and times may be fractions. */
export interface ModelLimitState {
  /** A minute; null when the provider did not say. */
  requestsPerMinute: number | null;
  tokensPerMinute: number | null;
  /** When the requests (tokens) that were handed out are used up, in milliseconds since 1970: the clock of a leaky bucket. */
  requestsUntil: number;
  tokensUntil: number;
  /** No call before this time; 0 for none. Milliseconds since 1970. */
  blockedUntil: number;
  /** The error code that blocked; null for none. */
  blockedBy: string | null;
  updatedAt: number;
}

export const noLimits: ModelLimitState = {
  requestsPerMinute: null,
  tokensPerMinute: null,
  requestsUntil: 0,
  tokensUntil: 0,
  blockedUntil: 0,
  blockedBy: null,
  updatedAt: 0,
};

/** Rates and cooldowns by provider and model, kept over restarts: database `processing`. */
export interface ModelLimitStore {
  /** `noLimits` for a key that was never changed. */
  read(key: string): Promise<ModelLimitState>;
  /**
   * Reads, changes and writes in one transaction, so that no change of another process is lost.
   *
   * @param change pure; may be called again
   * @returns what `change` returned beside the state
   */
  update<Result>(key: string, change: (state: ModelLimitState) => { state: ModelLimitState; result: Result }): Promise<Result>;
  list(): Promise<{ key: string; state: ModelLimitState }[]>;
}
