import type { LanguageModelV3FinishReason, LanguageModelV3GenerateResult, LanguageModelV3Usage } from '@ai-sdk/provider';
import type { TokenUsage } from '../../domain/token-usage.ts';
import type { ChatAnswer } from '../../ports/chat-model.ts';

/** The texts of an answer, without its reasoning. */
export function sdkText({ content }: LanguageModelV3GenerateResult): string {
  return content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

export function sdkFinishReason({ unified }: LanguageModelV3FinishReason): ChatAnswer['finishReason'] {
  switch (unified) {
    case 'stop':
    case 'length':
      return unified;
    case 'content-filter':
      return 'refusal';
    default:
      return 'other';
  }
}

/**
 * Null when the provider did not count: the packages take what is missing for zero, so that the raw counts decide.
 *
 * @param inputCount the provider's name for the tokens of the input
 */
export function sdkUsage({ raw, inputTokens, outputTokens }: LanguageModelV3Usage, inputCount: string): TokenUsage | null {
  if (typeof raw?.[inputCount] !== 'number' || inputTokens.total === undefined || outputTokens.total === undefined) {
    return null;
  }
  return {
    inputTokens: inputTokens.total,
    cachedInputTokens: inputTokens.cacheRead ?? 0,
    cacheWriteTokens: inputTokens.cacheWrite ?? 0,
    outputTokens: outputTokens.total,
    reasoningTokens: outputTokens.reasoning ?? 0,
  };
}
