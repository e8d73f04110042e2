import type { ModelFacts } from '../../ports/callable-model.ts';
import type { ChatRequest } from '../../ports/chat-model.ts';

/** All that a call may put out: the answer and the reasoning before it, no more than the model can. */
export function outputLimit({ maxOutputTokens }: ChatRequest, facts: ModelFacts): number {
  return Math.min(maxOutputTokens + (facts.reasoningTokens ?? 0), facts.maxOutputTokens ?? Number.POSITIVE_INFINITY);
}
