import type { TokenUsage } from './token-usage.ts';

/** US dollars for a million tokens. */
export interface ModelPrice {
  input: number;
  /** Read from the provider's cache. */
  cachedInput: number;
  /** Written to the provider's cache. */
  cacheWrite: number;
  output: number;
  /** What a batch costs as a share of the direct price, 0 to 1. */
  batchShare: number;
}

/** A model on one's own machine. */
export const freeOfCharge: ModelPrice = { input: 0, cachedInput: 0, cacheWrite: 0, output: 0, batchShare: 1 };

/** @returns US dollars */
export function costOf(usage: TokenUsage, price: ModelPrice, via: 'direct' | 'batch' = 'direct'): number {
  const plainInput = Math.max(0, usage.inputTokens - usage.cachedInputTokens - usage.cacheWriteTokens);
  const dollars =
    plainInput * price.input +
    usage.cachedInputTokens * price.cachedInput +
    usage.cacheWriteTokens * price.cacheWrite +
    usage.outputTokens * price.output;
  return (dollars / 1_000_000) * (via === 'batch' ? price.batchShare : 1);
}
