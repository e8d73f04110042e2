import type { TgParserError } from '../../domain/tg-parser-error.ts';
import type { AnswerOptions, AnswerOrigin, LanguageModel, ModelItem, ModelTask } from '../../ports/language-model.ts';
import { stopWhenAborted } from '../stop-when-aborted.ts';
import type { TopicizeDependencies } from '../topicize-options.ts';

export interface SparedAnswer<Answer> {
  answer: Answer;
  origin: AnswerOrigin;
  /** Why the model has no answer, so that the spare one had to give it; null when it has. */
  failure: TgParserError | null;
}

/**
 * Has the model answer, and the spare one what it fails for: nothing that needs words is left without.
 *
 * @param onAnswered called with the number of items that are answered
 * @returns answers by the ids of the items
 * @throws TgParserError what concerns every item
 */
export async function answerWithSpare<Item extends ModelItem, Answer>(
  { model, spareModel }: Pick<TopicizeDependencies, 'model' | 'spareModel'>,
  { task, items }: { task: ModelTask<Item, Answer>; items: readonly Item[] },
  { onAnswered, ...options }: AnswerOptions & { onAnswered?: (done: number) => void },
): Promise<Map<string, SparedAnswer<Answer>>> {
  const answers = new Map<string, SparedAnswer<Answer>>();
  const failed: { item: Item; failure: TgParserError }[] = [];
  await ask(model, items, null);
  stopWhenAborted(options.signal);
  for (const { item, failure } of [...failed]) {
    await ask(spareModel, [item], failure);
  }
  return answers;

  async function ask(who: LanguageModel, asked: readonly Item[], failure: TgParserError | null): Promise<void> {
    for await (const page of who.answer(task, asked, options)) {
      for (const outcome of page) {
        if ('error' in outcome) {
          failed.push({ item: outcome.item, failure: outcome.error });
        } else {
          answers.set(outcome.item.id, { answer: outcome.answer, origin: outcome.origin, failure });
        }
      }
      onAnswered?.(answers.size);
    }
  }
}
