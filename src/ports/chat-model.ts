import type { ModelPrice } from '../domain/model-price.ts';
import type { TokenUsage } from '../domain/token-usage.ts';
import type { CallPurpose, ModelTaskName } from './language-model.ts';

/** One question to a provider. */
export interface ChatRequest {
  /** The constant part: byte-identical from call to call and sent first, so that a provider's cache keeps it. */
  instructions: string;
  /** Untrusted data, as JSON between fences. */
  data: string;
  /** A question about an answer that did not fit; null for a first question. */
  repair: { answer: string; problem: string } | null;
  /** JSON Schema of the answer, in the subset that all providers take: every property required, no additional ones. */
  schema: { name: string; value: Record<string, unknown> };
  /** Room for the answer itself; a provider that counts reasoning as output adds room for it. */
  maxOutputTokens: number;
  /** A guess from above, for rates and budgets. */
  estimatedInputTokens: number;
  purpose: CallPurpose & { task: ModelTaskName; promptId: string; items: number };
  /** US dollars that the run may spend, null for no limit. Default null. */
  budgetUsd?: number | null | undefined;
  /** Told once an answer or an error names limits. */
  onLimits?: ((limits: ObservedLimits) => void) | undefined;
  /** Ends the call at once. */
  signal?: AbortSignal | undefined;
}

export interface ChatAnswer {
  /** As the model wrote it; nothing is checked yet. */
  text: string;
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
 * One model of one provider: a question in, a text out. A single attempt: retries and all else are layers around it.
 *
 * Throws TgParserError of the codes `model_*`, with `retryable` and `retryAfterMs` set; and `interrupted` when the request's
 * signal ended the call. What was answered, if only in part, is an answer and not an error: it is on the bill.
 */
export interface ChatModel {
  /** For example `openai`. */
  readonly provider: string;
  /** For example `gpt-5-mini`. */
  readonly model: string;
  readonly facts: ModelFacts;
  /** What of the settings is sent with each call and decides the answer: temperature, reasoning effort. */
  readonly parameters: Record<string, unknown>;
  complete(request: ChatRequest): Promise<ChatAnswer>;
}

/** Many questions handed in together, answered within a day for less. Throws TgParserError of the codes `model_*`. */
export interface ChatBatches {
  /**
   * @param batchKey ours, by which `find` knows the batch again; letters, digits and `-`
   * @param requests by ids that begin with the batch key; at most `mostRequests`, ids of at most 64 letters, digits, `-` and `_`
   */
  submit(batchKey: string, requests: ReadonlyMap<string, ChatRequest>): Promise<{ batchId: string }>;
  /**
   * A batch that was handed in without its id being noted.
   *
   * @returns null when there is none. Where a provider cannot tell whose a running batch is, one of the same time and size: its
   * results tell by the ids of their requests
   */
  find(sought: SoughtBatch): Promise<string | null>;
  state(batchId: string): Promise<BatchState>;
  /** Outcomes of an ended batch, as a stream: one for each request that the provider worked on. */
  results(batchId: string): AsyncIterable<{ requestId: string; answer: ChatAnswer } | { requestId: string; error: Error }>;
  cancel(batchId: string): Promise<void>;
  readonly mostRequests: number;
}

export interface SoughtBatch {
  batchKey: string;
  /** When it was handed in, by our clock. */
  submittedAt: Date;
  /** How many requests it has. */
  requests: number;
}

export interface BatchState {
  /** `expired`, `cancelled` and `failed` batches may hold results, too. */
  state: 'running' | 'ended' | 'expired' | 'cancelled' | 'failed';
  /** Null while the provider does not say. */
  completed: number | null;
  total: number | null;
}
