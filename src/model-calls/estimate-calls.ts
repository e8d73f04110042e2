import { costOf } from '../domain/model-price.ts';
import { noUsage } from '../domain/token-usage.ts';
import type { ChatModel } from '../ports/chat-model.ts';
import type { CallEstimate, CallPurpose, EstimateOptions, ModelItem, ModelTask } from '../ports/language-model.ts';
import type { ModelCallStore } from '../ports/model-call-store.ts';
import { type Ask, newAsk } from './ask.ts';
import { type CallRoomOptions, createCallRoom } from './call-room.ts';
import { type CountTokens, loadCountTokens } from './count-tokens.ts';
import { createPromptedTasks } from './create-prompted-tasks.ts';
import { expectReasoning } from './expect-reasoning.ts';
import { createItemIntake } from './item-intake.ts';
import type { Prompts } from './load-prompts.ts';
import { takePack } from './pack-items.ts';
import type { PromptedTask } from './prompted-task.ts';

export interface EstimateDependencies {
  chat: Pick<ChatModel, 'provider' | 'model' | 'parameters' | 'facts'>;
  prompts: Prompts;
  calls: Pick<ModelCallStore, 'findAnswers' | 'usage'>;
  options: CallRoomOptions;
}

/** Items that are looked up together among the answers that are kept. */
const takenTogether = 256;
/** Of `{"answers":[]}`. */
const envelopeTokens = 6;
/** Nobody is billed. */
const nobody: CallPurpose = { runId: 'estimate', step: 'process', channelId: '' };

/**
 * What it would cost to answer items: packs them as they would be packed, and calls nobody. Reads items as a stream. Tokens of input are
 * exact for the vocabulary o200k, if every call goes well; those of output are what answers have as a rule, and the reasoning
 * that earlier calls had, or a guess of it.
 */
export async function estimateCalls<Item extends ModelItem, Answer>(
  { chat, prompts, calls, options }: EstimateDependencies,
  { name }: ModelTask<Item, Answer>,
  items: Iterable<Item> | AsyncIterable<Item>,
  { useCache = true, via = 'direct', signal }: EstimateOptions = {},
): Promise<CallEstimate> {
  // The name of a task says which items and answers it has.
  const task = createPromptedTasks(chat, prompts)[name] as unknown as PromptedTask<Item, Answer>;
  const room = createCallRoom(chat.facts, task.constantTokens, options);
  const intake = createItemIntake(items, { task, calls, useCache });
  const countInput = createInputCounter(task, await loadCountTokens());
  const estimate = { items: 0, cachedItems: 0, calls: 0, inputTokens: 0, outputTokens: 0 };
  const asked = new Set<string>();
  const queue: Ask<Item>[] = [];
  try {
    while (!intake.isEnded && !signal?.aborted) {
      const { known, unknown } = await intake.take(takenTogether, () => !signal?.aborted);
      const different = unknown.filter(({ key }) => !asked.has(key) && asked.add(key));
      estimate.items += known.length + unknown.length;
      estimate.cachedItems += known.length + unknown.length - different.length;
      queue.push(...different.map(newAsk));
      countPacks(!intake.isEnded);
    }
  } finally {
    await intake.close();
  }
  if (estimate.calls > 0) {
    estimate.outputTokens += Math.round(estimate.calls * (await expectReasoning(chat, name, calls)));
  }
  const { price } = chat.facts;
  const { inputTokens, outputTokens } = estimate;
  return { ...estimate, costUsd: price && costOf({ ...noUsage, inputTokens, outputTokens }, price, via) };

  function countPacks(mayGrow: boolean): void {
    const limits = room.limits(room.items);
    for (let pack = takePack(queue, limits, mayGrow); pack !== null; pack = takePack(queue, limits, mayGrow)) {
      estimate.calls += 1;
      estimate.inputTokens += countInput(pack);
      estimate.outputTokens += pack.reduce((sum, ask) => sum + ask.outputTokens, envelopeTokens);
    }
  }
}

/** Counts the constant part once. */
function createInputCounter<Item extends ModelItem, Answer>(task: PromptedTask<Item, Answer>, countTokens: CountTokens) {
  let constantTokens: number | null = null;
  return (pack: readonly Ask<Item>[]): number => {
    const { instructions, schema, data } = task.toRequest(pack, { purpose: nobody, maxOutputTokens: 1, repair: null });
    constantTokens ??= countTokens(instructions) + countTokens(JSON.stringify(schema.value));
    return constantTokens + countTokens(data);
  };
}
