import type { LanguageModelV3FinishReason, LanguageModelV3GenerateResult, LanguageModelV3Usage } from '@ai-sdk/provider';
import type { TokenUsage } from '../../domain/token-usage.ts';
import type { ChatAnswer } from '../../ports/chat-model.ts';

export interface SdkCounting {
  /** The provider's name for the tokens of the input. */
  inputCount: string;
  /** The model that was asked. */
  model: string;
}

/** What a package read in an answer, in our words. */
export function sdkAnswer(result: LanguageModelV3GenerateResult, { inputCount, model }: SdkCounting): ChatAnswer {
  return {
    // Without the reasoning.
    text: result.content.map((part) => (part.type === 'text' ? part.text : '')).join(''),
    finishReason: finishReasonOf(result.finishReason),
    usage: usageOf(result.usage, inputCount),
    model: result.response?.modelId ?? model,
  };
}

function finishReasonOf({ unified }: LanguageModelV3FinishReason): ChatAnswer['finishReason'] {
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

/** Null when the provider did not count: the packages take what is missing for zero, so that the raw count decides. */
function usageOf({ raw, inputTokens, outputTokens }: LanguageModelV3Usage, inputCount: string): TokenUsage | null {
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
