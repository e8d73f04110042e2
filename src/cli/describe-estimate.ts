import type { StepEstimate } from '../pipeline/confirm-cost.ts';
import { formatDollars } from './format-dollars.ts';

/** What a step would ask for, for a person. */
export function describeEstimate({ step, model_id, ...estimate }: StepEstimate): string[] {
  const { items, cachedItems, calls, inputTokens, outputTokens, costUsd } = estimate;
  const count = (value: number) => value.toLocaleString('en-US');
  const what = step === 'topicize' ? 'topics and themes' : 'messages';
  if (calls === 0) {
    return [`${step}: ${count(items)} ${what}, no call to ${model_id} needed, no cost`];
  }
  const known = cachedItems > 0 ? ` (${count(cachedItems)} answered before)` : '';
  return [
    `${step}: ${count(items)} ${what}${known}, about ${count(calls)} calls to ${model_id}`,
    `  about ${count(inputTokens)} tokens in and ${count(outputTokens)} out: ` +
      (costUsd === null ? 'the price of this model is not known (LLM_PRICE_INPUT, LLM_PRICE_OUTPUT)' : formatDollars(costUsd)),
  ];
}
