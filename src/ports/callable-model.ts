import type { ModelPrice } from '../domain/model-price.ts';
import type { TokenUsage } from '../domain/token-usage.ts';
import type { CallPurpose } from './language-model.ts';

/** What every call to a provider has, whatever it asks for: limits, budgets and bills need no more. */
export interface CallRequest {
  /** Room for the answer itself; a provider that counts reasoning as output adds room for it. 0 for what puts out no text. */
  maxOutputTokens: number;
  /** A guess from above, for rates and budgets. */
  estimatedInputTokens: number;
  purpose: CallPurpose & { task: string; promptId: string; items: number };
  /** US dollars that the run may spend, null for no limit. Default null. */
  budgetUsd?: number | null | undefined;
  /** Told once an answer or an error names limits. */
  onLimits?: ((limits: ObservedLimits) => void) | undefined;
  /** Ends the call at once. */
  signal?: AbortSignal | undefined;
}

export interface CallAnswer {
  /** `length`: cut by the limit. `refusal`: the model or the provider's filter would not. `other`: ended in a way that promises nothing. */
  finishReason: 'stop' | 'length' | 'refusal' | 'other';
  /** Null when the provider did not say: unknown is not zero. */
  usage: TokenUsage | null;
  /** The model that answered, as the provider names it. */
  model: string;
}

/** What a provider says of its limits. */
export interface ObservedLimits {
  requests: ObservedLimit | null;
  /** Of the kind that is nearest to its end where a provider names several. */
  tokens: ObservedLimit | null;
}

export interface ObservedLimit {
  /** A minute. */
  limit: number | null;
  remaining: number | null;
  /** Until the limit is whole again. */
  resetsInMs: number | null;
}

export interface ModelFacts {
  /** Tokens of input and output together; null when unknown. */
  contextTokens: number | null;
  /** Tokens that the model can put out; null when unknown. */
  maxOutputTokens: number | null;
  /** Null when unknown. */
  price: ModelPrice | null;
  /** Output that is asked for beside the room for the answer, for reasoning. Default 0. */
  reasoningTokens?: number | undefined;
}

/**
 * One model of one provider, whatever it is asked. A single attempt: retries and all else are layers around it, which know nothing of
 * what is asked.
 *
 * Throws TgParserError of the codes `model_*`, with `retryable` and `retryAfterMs` set; and `interrupted` when the request's
 * signal ended the call. What was answered, if only in part, is an answer and not an error: it is on the bill.
 */
export interface CallableModel<Request extends CallRequest, Answer extends CallAnswer> {
  /** For example `openai`. */
  readonly provider: string;
  /** For example `gpt-5-mini`. */
  readonly model: string;
  readonly facts: ModelFacts;
  /** What of the settings is sent with each call and decides the answer: temperature, reasoning effort. */
  readonly parameters: Record<string, unknown>;
  complete(request: Request): Promise<Answer>;
}
