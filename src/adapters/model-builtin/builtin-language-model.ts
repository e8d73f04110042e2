import { setImmediate as nextTurn } from 'node:timers/promises';
import type {
  AnswerOptions,
  ItemOutcome,
  LanguageModel,
  ModelItem,
  ModelTask,
  ModelTaskName,
} from '../../ports/language-model.ts';
import { describeMessage } from './describe-message.ts';
import { judgeMergeBuiltin } from './judge-merge-builtin.ts';
import { wordThemeBuiltin } from './word-theme-builtin.ts';
import { wordTopicBuiltin } from './word-topic-builtin.ts';

/** Another answer to the same question needs another version: documents name it. */
const modelId = 'builtin:v1';

/** Items that are answered before others get their turn: an engine without a network never waits. */
const itemsPerTurn = 20;

/** What the engine can do, by the name of the task; each entry takes and returns what the task's schemas say. */
const engines: Record<ModelTaskName, (item: never) => unknown> = {
  describe_messages: describeMessage,
  word_topics: wordTopicBuiltin,
  word_themes: wordThemeBuiltin,
  judge_merges: judgeMergeBuiltin,
};

/** The engine that needs no key and no network: rules and statistics, the same answer for the same item. */
export function createBuiltinLanguageModel(): LanguageModel {
  const origin = { modelId, promptId: null, promptName: null, parameters: {} };
  return {
    provider: 'builtin',
    modelId,
    origin: () => origin,
    batches: null,
    async *answer<Item extends ModelItem, Answer>(
      { name }: ModelTask<Item, Answer>,
      items: Iterable<Item> | AsyncIterable<Item>,
      { signal }: AnswerOptions,
    ) {
      const engine = engines[name] as (item: Item) => Answer;
      let outcomes: ItemOutcome<Item, Answer>[] = [];
      for await (const item of items) {
        outcomes.push({ item, answer: engine(item), origin, usage: null, costUsd: 0 });
        if (outcomes.length === itemsPerTurn) {
          yield outcomes;
          outcomes = [];
          await nextTurn();
        }
        if (signal?.aborted) {
          break;
        }
      }
      yield outcomes;
    },
    async estimate(_task, items) {
      let count = 0;
      for await (const _item of items) {
        count += 1;
      }
      return { items: count, cachedItems: 0, calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 };
    },
  };
}
