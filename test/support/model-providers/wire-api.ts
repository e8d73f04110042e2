import type { FailureKind } from './fault.ts';
import type { BatchBehaviour } from './model-provider-options.ts';
import type { PromptStart } from './prompt-cache.ts';
import type { Question } from './question.ts';
import type { BucketState } from './token-bucket.ts';
import type { FakeUsage } from './token-usage.ts';

export interface WireRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: Buffer;
}

export interface WireReply {
  status: number;
  headers: Record<string, string>;
  /** Pieces of a stream, or one text. */
  body: string | string[];
}

/** What a model made of a question. */
export interface Completion {
  /** Different for each answer. */
  number: number;
  text: string;
  end: 'stop' | 'length' | 'refusal';
  usage: FakeUsage;
}

/** A well-formed question to a model, and how its API puts the answer. */
export interface Generation {
  question: Question;
  /** All that the model reads, as its tokens are counted. */
  inputText: string;
  /** Starts of the input, some of them marked for the cache; null where the provider caches on its own. */
  starts: readonly PromptStart[] | null;
  /** False where a provider counts every token of the input anew. */
  isCached: boolean;
  /** Tokens that the model spends before it answers, within the limit of output. */
  reasoningTokens: number;
  /** Tokens that count against the limit before the answer is known. */
  admissionTokens: number;
  /** True where the output counts against the limit once it is known. */
  isOutputSettled: boolean;
  /** What the API takes in silence and the question loses by. */
  violations?: readonly string[];
  reply(completion: Completion): WireReply;
}

export type Routed = { generation: Generation } | { reply: () => WireReply | Promise<WireReply> };

/** What an API may use of the fake that it speaks for. */
export interface WireHost {
  models: readonly string[];
  reasoningTokens: number | undefined;
  batches: BatchBehaviour;
  now(): Date;
  /** Counts up: ids are made of it. */
  nextNumber(): number;
  /** Without a path. */
  url(): string;
  /** Answers one question of a batch: no latency and no limits, but faults. */
  answerBatchItem(generation: Generation): Promise<WireReply>;
}

/** Of a failure. */
export interface FailureDetail {
  /** The limit that was hit. */
  over: 'requests' | 'tokens';
  retryAfterMs: number | null;
  model: string;
  now: Date;
}

/** One provider's API: what it accepts and what it says. */
export interface WireApi {
  readonly models: readonly string[];
  /** False for servers that ask for no key of their own accord. */
  readonly needsKey: boolean;
  /** How it says to wait when a limit is hit. */
  readonly limitedKind: FailureKind;
  /** The key that a request brings; null for none. */
  keyOf(headers: Record<string, string>): string | null;
  keyRefusal(key: string | null): WireReply;
  /** @throws RequestRefused when the request is not one of the API */
  route(request: WireRequest): Routed;
  failure(kind: FailureKind, detail: FailureDetail): WireReply;
  limitHeaders(limits: LimitsState, now: Date): Record<string, string>;
  /** Puts what every answer carries, for example its id. */
  finish(reply: WireReply, number: number): WireReply;
}

export interface LimitsState {
  requests: BucketState | null;
  tokens: BucketState | null;
}
