import type { ModelPrice } from '../domain/model-price.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { CallRequest, ModelFacts } from '../ports/callable-model.ts';

/**
 * US dollars that no outcome of a call exceeds, if its input was not estimated too low.
 *
 * @throws TgParserError `setting_invalid` when the price is unknown
 */
export function mostCostOf(
  { provider, model, facts }: { provider: string; model: string; facts: ModelFacts },
  { estimatedInputTokens, maxOutputTokens }: Pick<CallRequest, 'estimatedInputTokens' | 'maxOutputTokens'>,
  via: 'direct' | 'batch' = 'direct',
): number {
  const { price, reasoningTokens = 0 } = facts;
  if (price === null) {
    throw new TgParserError(
      'setting_invalid',
      `The price of ${provider}:${model} is not known, so that no budget can be kept`,
      {
        hint: 'Set LLM_PRICE_INPUT and LLM_PRICE_OUTPUT (for embeddings EMBEDDING_PRICE) to US dollars for a million tokens, or run without a budget.',
      },
    );
  }
  const outputTokens = Math.min(maxOutputTokens + reasoningTokens, facts.maxOutputTokens ?? Number.POSITIVE_INFINITY);
  const most = (estimatedInputTokens * dearestInput(price) + outputTokens * price.output) / 1_000_000;
  return via === 'batch' ? most * price.batchShare : most;
}

function dearestInput({ input, cachedInput, cacheWrite }: ModelPrice): number {
  return Math.max(input, cachedInput, cacheWrite);
}
