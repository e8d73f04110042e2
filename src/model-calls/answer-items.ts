import type { TgParserError } from '../domain/tg-parser-error.ts';
import { noUsage } from '../domain/token-usage.ts';
import type { ChatModel } from '../ports/chat-model.ts';
import type { AnswerOptions, ItemOutcome, ModelItem } from '../ports/language-model.ts';
import type { Logger } from '../ports/logger.ts';
import type { ModelCallStore } from '../ports/model-call-store.ts';
import { type Ask, newAsk } from './ask.ts';
import { askPack } from './ask-pack.ts';
import type { CallRoom } from './call-room.ts';
import { endsRun } from './ends-run.ts';
import { createItemIntake } from './item-intake.ts';
import { takePack } from './pack-items.ts';
import { createPackSize } from './pack-size.ts';
import type { PromptedTask } from './prompted-task.ts';
import { type PackSettlement, settlePack } from './settle-pack.ts';
import { createWorkUnderWay } from './work-under-way.ts';

export interface AnswerDependencies<Item extends ModelItem, Answer> {
  chat: ChatModel;
  task: PromptedTask<Item, Answer>;
  calls: Pick<ModelCallStore, 'findAnswers' | 'saveAnswers'>;
  log: Logger;
  room: CallRoom;
}

/** Items that are looked up together among the answers that are kept. */
const takenTogether = 64;
/** Packs for each call at a time that may be held, outcomes that nobody fetched included. */
const packsAhead = 4;

/**
 * Asks about items, several in a call, with calls side by side and no barrier between them: each that ends is followed by the next at once,
 * unless outcomes are not fetched. Holds no more items than a few packs for each call at a time. What was answered is kept before it
 * is handed out. Items that are the same but for their id are asked about once.
 *
 * @throws TgParserError what concerns every item, after the outcomes of all calls that were under way
 */
export async function* answerItems<Item extends ModelItem, Answer>(
  { chat, task, calls, log, room }: AnswerDependencies<Item, Answer>,
  items: Iterable<Item> | AsyncIterable<Item>,
  { purpose, concurrency, budgetUsd = null, useCache = true, signal }: AnswerOptions,
): AsyncGenerator<ItemOutcome<Item, Answer>[]> {
  type Outcome = ItemOutcome<Item, Answer>;
  const intake = createItemIntake(items, { task, calls, useCache });
  const size = createPackSize(room.items);
  const mostHeld = takenTogether + room.items * concurrency * packsAhead;
  /** Questions that wait for a call, those that are asked again first. */
  const queue: Ask<Item>[] = [];
  /** Items with the same question as one that is waiting or being asked, by its key. */
  const twins = new Map<string, Item[]>();
  let outcomes: Outcome[] = [];
  /** Items taken over whose outcomes were not fetched yet. */
  let held = 0;
  let callsUnderWay = 0;
  let isTaking = false;
  const work = createWorkUnderWay(startWork);
  let groups = 0;
  let isClosed = false;

  try {
    for (;;) {
      startWork();
      if (outcomes.length > 0) {
        const ready = outcomes;
        outcomes = [];
        held -= ready.length;
        startWork();
        yield ready;
      } else if (work.count > 0) {
        await work.nextEnd();
      } else {
        break;
      }
    }
  } finally {
    isClosed = true;
    await work.allEnded();
    await intake.close();
  }
  if (work.failure) {
    throw work.failure.error;
  }

  function isStopped(): boolean {
    return work.failure !== null || isClosed || signal?.aborted === true;
  }

  function startWork(): void {
    while (callsUnderWay < concurrency && !isStopped() && outcomes.length < mostHeld) {
      const pack = takePack(queue, room.limits(size.current), isTaking || mayTake());
      if (pack === null) {
        break;
      }
      callsUnderWay += 1;
      work.start(ask(pack));
    }
    if (!isTaking && !isStopped() && queue.length < room.items * concurrency && mayTake()) {
      isTaking = true;
      work.start(take());
    }
  }

  function mayTake(): boolean {
    return !intake.isEnded && held < mostHeld;
  }

  async function take(): Promise<void> {
    try {
      const { known, unknown } = await intake.take(takenTogether, () => !isStopped());
      held += known.length + unknown.length;
      outcomes.push(...known.map(({ item, answer }) => toKnown(item, answer)));
      for (const question of unknown) {
        const same = twins.get(question.key);
        if (same) {
          same.push(question.item);
        } else {
          twins.set(question.key, []);
          queue.push(newAsk(question));
        }
      }
    } finally {
      isTaking = false;
    }
  }

  async function ask(pack: Ask<Item>[]): Promise<void> {
    const maxOutputTokens = room.maxOutputTokens(pack);
    const result = await askPack({ chat, task }, pack, { purpose, budgetUsd, maxOutputTokens, signal });
    callsUnderWay -= 1;
    if ('error' in result && endsRun(result.error)) {
      noteEnd(result.error);
      return;
    }
    const settled = settlePack(pack, result, { modelId: task.origin.modelId, canEnlarge: room.canEnlarge, newGroup });
    noteSettlement(pack, settled);
    queue.unshift(...settled.again);
    // The next call does not wait until the answers of this one are kept.
    startWork();
    try {
      await calls.saveAnswers(settled.answered.map(({ ask: { key }, answer }) => ({ key, answer })));
    } finally {
      outcomes.push(...settled.answered.flatMap(toAnswered), ...settled.failed.flatMap(toFailed));
    }
  }

  /** Calls that gave up waiting for their turn after an abort are no failure. */
  function noteEnd(error: TgParserError): void {
    if (error.code !== 'interrupted' || signal?.aborted !== true) {
      work.fail(error);
    }
  }

  function newGroup(): number {
    groups += 1;
    return groups;
  }

  function noteSettlement(pack: Ask<Item>[], { again, isGood }: PackSettlement<Item, Answer>): void {
    // Of a message that goes alone nothing can be learnt about company, unless all do.
    if (isGood !== null && (pack.length > 1 || size.current === 1)) {
      size.note(isGood);
    }
    if (again.length > 0) {
      log.log('debug', 'model_items_again', { task: task.name, items: pack.length, again: again.length, most: size.current });
    }
  }

  function toKnown(item: Item, answer: Answer): Outcome {
    return { item, answer, origin: task.origin, usage: noUsage, costUsd: 0 };
  }

  function toAnswered({ ask: { item, key, usage, costUsd }, answer }: { ask: Ask<Item>; answer: Answer }): Outcome[] {
    return [{ item, answer, origin: task.origin, usage, costUsd }, ...takeTwins(key).map((twin) => toKnown(twin, answer))];
  }

  function toFailed({ ask: { item, key }, error }: { ask: Ask<Item>; error: TgParserError }): Outcome[] {
    return [item, ...takeTwins(key)].map((each) => ({ item: each, error }));
  }

  function takeTwins(key: string): Item[] {
    const same = twins.get(key) ?? [];
    twins.delete(key);
    return same;
  }
}
