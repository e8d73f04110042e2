import type { StepName } from '../domain/run.ts';
import type { TokenUsage } from '../domain/token-usage.ts';

/** One call to a provider, as it is billed. */
export interface ModelCall {
  callId: string;
  runId: string;
  step: StepName;
  channelId: string;
  provider: string;
  model: string;
  task: string;
  promptId: string;
  via: 'direct' | 'batch';
  /** How many items were asked about. */
  items: number;
  startedAt: Date;
}

export interface ModelCallResult {
  /** `answered`, `truncated`, `refused`, or the code of the error. */
  outcome: string;
  /** Null when the provider did not say. */
  usage: TokenUsage | null;
  /** Null when the price or the usage is unknown. */
  costUsd: number | null;
  durationMs: number;
}

/** What may be spent: by one run, or in a calendar month (UTC) by all runs, or by all runs of one step. */
export type BudgetLimit =
  | { kind: 'run'; runId: string; usd: number }
  | { kind: 'month'; step: StepName | null; at: Date; usd: number };

export interface UsageSummary extends TokenUsage {
  provider: string;
  model: string;
  step: StepName;
  calls: number;
  failedCalls: number;
  items: number;
  /** Of the calls whose price is known. */
  costUsd: number;
  /** Calls with tokens whose price is unknown, or without an answer that could be counted. */
  unpricedCalls: number;
}

/** An answer about one item, kept so that the same question is never paid twice. */
export interface StoredAnswer {
  /** Hash of origin, task and item. */
  key: string;
  answer: unknown;
}

/** Every call to a provider with its bill, and the answers that were paid for: database `processing`. */
export interface ModelCallStore {
  /**
   * Sets aside what a call may cost at most, if every limit has room for it beside what was spent and is set aside by others.
   * One transaction: limits hold for all processes together. What a killed process set aside counts as spent.
   *
   * @returns the limit without room, null when the call may be made
   */
  reserve(
    call: ModelCall,
    mostUsd: number,
    limits: readonly BudgetLimit[],
  ): Promise<{ limit: BudgetLimit; spentUsd: number } | null>;
  /** Stores what became of a call, in place of what was set aside for it; once for a call. Without a cost it counts nothing. */
  record(call: ModelCall, result: ModelCallResult): Promise<void>;
  /** Takes back what was set aside for calls that were never made, and the calls. Others stay as they are. */
  release(callIds: readonly string[]): Promise<void>;
  saveAnswers(answers: readonly StoredAnswer[]): Promise<void>;
  spentUsd(limit: BudgetLimit): Promise<number>;
  /** Answers that are known already, by key. */
  findAnswers(keys: readonly string[]): Promise<Map<string, unknown>>;
  /** By provider, model and step, of calls that began at `since` or later and before `before`. */
  usage(filter: { runId?: string; channelId?: string; since?: Date; before?: Date }): Promise<UsageSummary[]>;
  removeChannel(channelId: string): Promise<void>;
}
