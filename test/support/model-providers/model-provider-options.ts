import type { FaultPlan } from './fault.ts';
import type { Question, Respond } from './question.ts';

/** How a fake behaves. Every value may be changed while it runs and holds from the next request on. */
export interface ModelProviderOptions {
  /** The right key. Default a made-up one; an Ollama server asks for none unless it is given one. */
  key?: string | undefined;
  /** Names of models that exist. Default some of the provider's. */
  models?: readonly string[] | undefined;
  /** Milliseconds from a question to its answer. Default 0. */
  latencyMs?: number | ((question: Question) => number) | undefined;
  limits?: ProviderLimits | undefined;
  faults?: FaultPlan | null | undefined;
  /** Default: values that fit the schema, one item for each id of the data. */
  respond?: Respond | undefined;
  /** Tokens that a reasoning model spends before it answers. Default by the effort of the request. */
  reasoningTokens?: number | undefined;
  batches?: BatchBehaviour | undefined;
}

/** Null and absent mean no limit. */
export interface ProviderLimits {
  requestsPerMinute?: number | null | undefined;
  tokensPerMinute?: number | null | undefined;
}

export interface BatchBehaviour {
  /** Looks at a batch that find it under way. Default 1. */
  polls?: number | undefined;
  /** Default `completed`. */
  end?: 'completed' | 'expired' | 'failed' | undefined;
  /** Of the requests of an expired or cancelled batch, the share that was answered. Default 0.5. */
  answeredShare?: number | undefined;
}
