/** Tokens of one call, as the provider counted them. */
export interface TokenUsage {
  /** All of the input: read from the provider's cache, written to it, and neither. */
  inputTokens: number;
  /** Of the input: read from the provider's cache. */
  cachedInputTokens: number;
  /** Of the input: written to the provider's cache, where that has a price of its own. */
  cacheWriteTokens: number;
  /** All of the output, reasoning included. */
  outputTokens: number;
  /** Of the output: spent on reasoning, which nobody sees. */
  reasoningTokens: number;
}

export const noUsage: TokenUsage = {
  inputTokens: 0,
  cachedInputTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
};

export function addUsage(left: TokenUsage, right: TokenUsage): TokenUsage {
  return {
    inputTokens: left.inputTokens + right.inputTokens,
    cachedInputTokens: left.cachedInputTokens + right.cachedInputTokens,
    cacheWriteTokens: left.cacheWriteTokens + right.cacheWriteTokens,
    outputTokens: left.outputTokens + right.outputTokens,
    reasoningTokens: left.reasoningTokens + right.reasoningTokens,
  };
}
