import { z } from 'zod';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { AnswerOptions, ItemOutcome, LanguageModel, ModelItem, ModelTask } from '../../ports/language-model.ts';

export interface NumberedItem {
  id: string;
}

/** A question whose answer is who answered. */
export const whoAnswers: ModelTask<NumberedItem, string> = {
  name: 'describe_messages',
  item: z.object({ id: z.string() }),
  answer: z.string(),
};

export const answerOptions: AnswerOptions = {
  purpose: { runId: 'run-1', step: 'process', channelId: '1999999999' },
  concurrency: 4,
};

/**
 * Takes `itemsPerCall` items at a time, as a model that packs does, and answers each as `behave` says: an error is the item's outcome,
 * a thrown one ends all.
 */
export function languageModel(
  name: string,
  behave: (id: string) => TgParserError | null,
  { itemsPerCall = 3 }: { itemsPerCall?: number } = {},
): LanguageModel & { asked: string[][] } {
  const asked: string[][] = [];
  const origin = { modelId: `${name}:1`, promptId: null, promptName: null, parameters: {} };
  return {
    asked,
    provider: name,
    modelId: origin.modelId,
    origin: () => origin,
    batches: null,
    estimate: async () => ({ items: 0, cachedItems: 0, calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 }),
    async *answer<Item extends ModelItem, Answer>(
      _task: ModelTask<Item, Answer>,
      items: Iterable<Item> | AsyncIterable<Item>,
      { signal }: AnswerOptions,
    ) {
      const outcomeOf = (item: Item): ItemOutcome<Item, Answer> => {
        const error = behave(item.id);
        return error ? { item, error } : { item, answer: name as Answer, origin, usage: null, costUsd: 0 };
      };
      let pack: Item[] = [];
      for await (const item of items) {
        if (signal?.aborted) {
          return;
        }
        pack.push(item);
        if (pack.length === itemsPerCall) {
          yield answerPack();
        }
      }
      if (pack.length > 0) {
        yield answerPack();
      }

      function answerPack(): ItemOutcome<Item, Answer>[] {
        asked.push(pack.map(({ id }) => id));
        const outcomes = pack.map(outcomeOf);
        pack = [];
        return outcomes;
      }
    },
  };
}

export function fail(error: TgParserError): never {
  throw error;
}
