import type { ChatModel } from '../ports/chat-model.ts';
import type {
  AnswerOptions,
  BatchOptions,
  LanguageModel,
  ModelItem,
  ModelTask,
  ModelTaskName,
} from '../ports/language-model.ts';
import type { Logger } from '../ports/logger.ts';
import type { ModelCallStore } from '../ports/model-call-store.ts';
import { answerItems } from './answer-items.ts';
import type { BatchDependencies } from './batches/batch-dependencies.ts';
import { fillFromBatches } from './batches/fill-from-batches.ts';
import { type CallRoomOptions, createCallRoom } from './call-room.ts';
import { createPromptedTasks } from './create-prompted-tasks.ts';
import { estimateCalls } from './estimate-calls.ts';
import type { Prompts } from './load-prompts.ts';
import type { PromptedTask } from './prompted-task.ts';

export interface ChatLanguageModelDependencies {
  /** With all layers around it. */
  chat: ChatModel;
  prompts: Prompts;
  calls: Pick<ModelCallStore, 'findAnswers' | 'saveAnswers' | 'usage'>;
  log: Logger;
  options: CallRoomOptions;
  /** Null for a provider without batches. */
  batches: BatchDependencies | null;
}

/** A model of a provider as steps see it: tasks become prompts, items share calls, answers are checked and kept. */
export function createChatLanguageModel({
  chat,
  prompts,
  calls,
  log,
  options,
  batches,
}: ChatLanguageModelDependencies): LanguageModel {
  const tasks = createPromptedTasks(chat, prompts);
  return {
    provider: chat.provider,
    modelId: `${chat.provider}:${chat.model}`,
    origin: (name) => tasks[name].origin,
    answer<Item extends ModelItem, Answer>(
      { name }: ModelTask<Item, Answer>,
      items: Iterable<Item> | AsyncIterable<Item>,
      answerOptions: AnswerOptions,
    ) {
      return answerItems({ chat, ...taskOf<Item, Answer>(name), calls, log }, items, answerOptions);
    },
    estimate: (task, items, estimateOptions) => estimateCalls({ chat, prompts, calls, options }, task, items, estimateOptions),
    batches: batches && {
      fill<Item extends ModelItem, Answer>(
        { name, item }: ModelTask<Item, Answer>,
        items: Iterable<Item> | AsyncIterable<Item>,
        batchOptions: BatchOptions,
      ) {
        return fillFromBatches({ ...batches, chat, log, calls, item, ...taskOf<Item, Answer>(name) }, items, batchOptions);
      },
    },
  };

  function taskOf<Item extends ModelItem, Answer>(name: ModelTaskName) {
    // The name of a task says which items and answers it has.
    const task = tasks[name] as unknown as PromptedTask<Item, Answer>;
    return { task, room: createCallRoom(chat.facts, task.constantTokens, options) };
  }
}
