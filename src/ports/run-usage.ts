import type { ModelCallStore } from './model-call-store.ts';

/** What the calls of a run took, as its report says it. */
export interface RunUsage {
  calls_total: number;
  tokens: { input: number; cached_input: number; output: number; reasoning: number };
  /** US dollars of the calls whose price is known. */
  cost_usd: number;
  /** Calls whose cost is not known: unknown is not zero. */
  unpriced_calls_total: number;
}

/** All calls that were made for a run, also those that failed. */
export async function readRunUsage(store: Pick<ModelCallStore, 'usage'>, runId: string): Promise<RunUsage> {
  const usage: RunUsage = {
    calls_total: 0,
    tokens: { input: 0, cached_input: 0, output: 0, reasoning: 0 },
    cost_usd: 0,
    unpriced_calls_total: 0,
  };
  for (const part of await store.usage({ runId })) {
    usage.calls_total += part.calls;
    usage.tokens.input += part.inputTokens;
    usage.tokens.cached_input += part.cachedInputTokens;
    usage.tokens.output += part.outputTokens;
    usage.tokens.reasoning += part.reasoningTokens;
    usage.cost_usd += part.costUsd;
    usage.unpriced_calls_total += part.unpricedCalls;
  }
  return usage;
}
