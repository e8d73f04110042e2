import type { Question } from './question.ts';

/** Answers that are errors of the API, in each API's own body. */
export const failureKinds = [
  'rate_limited_seconds',
  'rate_limited_date',
  'rate_limited_milliseconds',
  'server_error',
  'overloaded',
  'quota',
  'billing',
  'auth',
  'not_found',
] as const;

/** What a network does to an answer. */
export const networkFaultKinds = ['reset', 'reset_in_the_middle', 'hang', 'slow_drip'] as const;

/** Answers of status 200 that are not what was asked for. */
export const answerFaultKinds = [
  'truncated',
  'fenced',
  'wrapped',
  'malformed',
  'missing_ids',
  'extra_ids',
  'repeated_ids',
  'refusal',
  'empty',
] as const;

export type FailureKind = (typeof failureKinds)[number];
export type NetworkFaultKind = (typeof networkFaultKinds)[number];
export type AnswerFaultKind = (typeof answerFaultKinds)[number];
export type FaultKind = FailureKind | NetworkFaultKind | AnswerFaultKind;

export interface Fault {
  kind: FaultKind;
  /** What the answer says of the wait. Default 1000 for `rate_limited_*`; `overloaded` and `server_error` say nothing by default. */
  retryAfterMs?: number | undefined;
  /** Of `server_error`. Default 500. */
  status?: 500 | 502 | 503 | undefined;
}

/** What a fault plan decides on. */
export interface FaultOccasion {
  /** Of all requests to the fake, from 1. */
  number: number;
  /** `generation` asks a model, `batch_item` is one question of a batch, `other` is everything else (lists, files, batches). */
  endpoint: 'generation' | 'batch_item' | 'other';
  method: string;
  path: string;
  question: Question | null;
}

/** Chance by a seed: can be sent to a fake in another process. */
export interface SeededFaults {
  seed: number;
  /** Of generations, 0 to 1. */
  share: number;
  kinds: readonly FaultKind[];
  retryAfterMs?: number | undefined;
}

export type FaultPlan = ((occasion: FaultOccasion) => FaultKind | Fault | null) | SeededFaults;

export function isFailure(fault: Fault): fault is Fault & { kind: FailureKind } {
  return (failureKinds as readonly string[]).includes(fault.kind);
}

export function isAnswerFault(fault: Fault): fault is Fault & { kind: AnswerFaultKind } {
  return (answerFaultKinds as readonly string[]).includes(fault.kind);
}
