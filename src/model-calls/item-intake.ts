import type { ModelItem } from '../ports/language-model.ts';
import type { ModelCallStore } from '../ports/model-call-store.ts';
import type { PromptedTask, Question } from './prompted-task.ts';

/** Items that were taken over together. */
export interface TakenItems<Item, Answer> {
  /** Answered before. */
  known: { item: Item; answer: Answer }[];
  unknown: Question<Item>[];
}

export interface ItemIntake<Item, Answer> {
  /** The source has no more. */
  readonly isEnded: boolean;
  /** Takes the next items, and looks up which of them are answered already. */
  take(most: number, mayGoOn: () => boolean): Promise<TakenItems<Item, Answer>>;
  /** Tells the source that nothing more will be taken. */
  close(): Promise<void>;
}

export function createItemIntake<Item extends ModelItem, Answer>(
  items: Iterable<Item> | AsyncIterable<Item>,
  {
    task,
    calls,
    useCache,
  }: { task: PromptedTask<Item, Answer>; calls: Pick<ModelCallStore, 'findAnswers'>; useCache: boolean },
): ItemIntake<Item, Answer> {
  const source = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  let isEnded = false;
  return {
    get isEnded() {
      return isEnded;
    },
    async take(most, mayGoOn) {
      const questions: Question<Item>[] = [];
      while (questions.length < most && mayGoOn()) {
        const next = await nextItem();
        if (next === null) {
          break;
        }
        questions.push(task.prepare(next.item));
      }
      return lookUp(questions);
    },
    async close() {
      if (!isEnded) {
        isEnded = true;
        await source.return?.();
      }
    },
  };

  async function nextItem(): Promise<{ item: Item } | null> {
    try {
      const next = await source.next();
      isEnded ||= next.done === true;
      return next.done === true ? null : { item: next.value };
    } catch (error) {
      isEnded = true;
      throw error;
    }
  }

  async function lookUp(questions: Question<Item>[]): Promise<TakenItems<Item, Answer>> {
    const taken: TakenItems<Item, Answer> = { known: [], unknown: [] };
    const kept = useCache && questions.length > 0 ? await calls.findAnswers(questions.map(({ key }) => key)) : new Map();
    for (const question of questions) {
      const answer = kept.has(question.key) ? task.restore(kept.get(question.key)) : null;
      if (answer === null) {
        taken.unknown.push(question);
      } else {
        taken.known.push({ item: question.item, answer });
      }
    }
    return taken;
  }
}
