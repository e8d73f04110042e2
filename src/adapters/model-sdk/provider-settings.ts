export type ReasoningEffort = 'minimal' | 'low' | 'medium' | 'high';

/** What an adapter is told of its provider. */
export interface ProviderSettings {
  /** Null for a server that wants none. */
  apiKey: string | null;
  /** Without the path of the version. */
  baseUrl: string;
  temperature: number;
  reasoningEffort: ReasoningEffort;
  verbosity: 'low' | 'medium' | 'high';
  timeout: CallTimeout;
}

export interface CallTimeout {
  /** For a whole call. */
  totalInMs: number;
  /** Between two pieces of an answer that has begun. */
  gapInMs: number;
}
