import type { AnswerOptions, LanguageModel, ModelItem, ModelTask, ModelTaskName } from '../ports/language-model.ts';

/** A model that nobody calls: another one answers in its place, and what was asked is remembered. */
export interface RehearsedModel extends LanguageModel {
  /** The items of a task, in the order in which they were asked about. */
  asked<Item extends ModelItem, Answer>(task: ModelTask<Item, Answer>): Item[];
}

/** @param understudy answers in the place of `model` */
export function rehearseModel(model: LanguageModel, understudy: LanguageModel): RehearsedModel {
  const asked = new Map<ModelTaskName, ModelItem[]>();
  return {
    ...model,
    batches: null,
    answer<Item extends ModelItem, Answer>(
      task: ModelTask<Item, Answer>,
      items: Iterable<Item> | AsyncIterable<Item>,
      options: AnswerOptions,
    ) {
      return understudy.answer(task, remember(task.name, items), options);
    },
    // The name of a task says which items it has.
    asked: <Item extends ModelItem, Answer>({ name }: ModelTask<Item, Answer>) => (asked.get(name) ?? []) as Item[],
  };

  async function* remember<Item extends ModelItem>(name: ModelTaskName, items: Iterable<Item> | AsyncIterable<Item>) {
    const known = asked.get(name) ?? [];
    asked.set(name, known);
    for await (const item of items) {
      known.push(item);
      yield item;
    }
  }
}
