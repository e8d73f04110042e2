import type { ChatModel } from '../ports/chat-model.ts';
import type { ModelTaskName } from '../ports/language-model.ts';
import type { ModelCallStore } from '../ports/model-call-store.ts';
import { stepOfTask } from './step-of-task.ts';

/** Calls of the bill from which on it is believed. */
const fewestCalls = 20;
/** A guess until then: of the room for reasoning, short tasks like these use a small part. */
const usedShare = 1 / 8;

/**
 * Tokens of reasoning that a call of a task will have: as many as earlier calls to the same model for the same step had on average, else a
 * guess. Zero for a model that does not reason.
 */
export async function expectReasoning(
  { provider, model, facts }: Pick<ChatModel, 'provider' | 'model' | 'facts'>,
  task: ModelTaskName,
  calls: Pick<ModelCallStore, 'usage'>,
): Promise<number> {
  const bills = await calls.usage({});
  const bill = bills.find((each) => each.provider === provider && each.model === model && each.step === stepOfTask(task));
  const answered = bill === undefined ? 0 : bill.calls - bill.failedCalls;
  return bill !== undefined && answered >= fewestCalls
    ? bill.reasoningTokens / answered
    : (facts.reasoningTokens ?? 0) * usedShare;
}
