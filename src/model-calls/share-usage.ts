import type { TokenUsage } from '../domain/token-usage.ts';

/** Parts of a call's tokens for each of its items: whole numbers, as equal as can be, that sum up to the call's. */
export function shareUsage(usage: TokenUsage, items: number): TokenUsage[] {
  return Array.from({ length: items }, (_, place) => {
    const part = (tokens: number) => Math.floor((tokens * (place + 1)) / items) - Math.floor((tokens * place) / items);
    return {
      inputTokens: part(usage.inputTokens),
      cachedInputTokens: part(usage.cachedInputTokens),
      cacheWriteTokens: part(usage.cacheWriteTokens),
      outputTokens: part(usage.outputTokens),
      reasoningTokens: part(usage.reasoningTokens),
    };
  });
}
