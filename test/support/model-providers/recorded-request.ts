import type { FaultKind } from './fault.ts';
import type { Question } from './question.ts';
import type { FakeUsage } from './token-usage.ts';

/** One request as the fake saw it. */
export interface RecordedRequest {
  /** From 1. */
  number: number;
  method: string;
  path: string;
  /** Without those that carry a key. */
  headers: Record<string, string>;
  isKeyRight: boolean;
  /** The JSON; a text when it is none; null for no body. */
  body: unknown;
  /** Null for what asks no model, or asks it in a way that was refused. */
  question: Question | null;
  /** Milliseconds since 1970. */
  receivedAt: number;
  /** Null while no answer was sent to its end. */
  answeredAt: number | null;
  fault: FaultKind | null;
  /** Null when no status was sent. */
  status: number | null;
  /** Of the answer; null when there was none. */
  usage: FakeUsage | null;
  /** What was wrong with the request. */
  violations: string[];
}
