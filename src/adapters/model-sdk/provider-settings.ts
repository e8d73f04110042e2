import type { ReasoningEffort } from './reasoning-effort.ts';

/** What an adapter of a provider is made from. */
export interface ProviderSettings {
  /** Null for a server that asks for none. */
  apiKey: string | null;
  /** Without the version path: `https://api.openai.com`. One that ends with it is taken as well. */
  baseUrl: string;
  /** 0 to 2. Not sent to a model that takes none. */
  temperature: number;
  reasoningEffort: ReasoningEffort;
  verbosity: 'low' | 'medium' | 'high';
  timeout: ProviderTimeout;
}

export interface ProviderTimeout {
  /** From the begin of a call to the last byte of its answer. */
  totalInMs: number;
  /** Between two pieces of an answer that has begun. Until it begins only the total counts: a local model may have to load first. */
  gapInMs: number;
}
