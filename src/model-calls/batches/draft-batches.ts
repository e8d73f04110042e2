import type { ModelItem } from '../../ports/language-model.ts';
import type { ModelCallStore } from '../../ports/model-call-store.ts';
import { type Ask, newAsk } from '../ask.ts';
import type { CallRoom } from '../call-room.ts';
import { createItemIntake } from '../item-intake.ts';
import { takePack } from '../pack-items.ts';
import type { PromptedTask } from '../prompted-task.ts';

export interface DraftOptions<Item extends ModelItem, Answer> {
  task: PromptedTask<Item, Answer>;
  calls: Pick<ModelCallStore, 'findAnswers'>;
  room: CallRoom;
  /** Whether a question is in a batch already, by its key. */
  isOrdered: (key: string) => boolean;
  signal: AbortSignal | undefined;
}

export interface BatchDrafts<Item> {
  /** Packs for the next batch, at most so many; null when no item is left that was not answered or ordered before. */
  next(mostPacks: number): Promise<Ask<Item>[][] | null>;
  /** Tells the source that nothing more will be taken. */
  close(): Promise<void>;
}

/** Items that are looked up together among the answers that are kept. */
const takenTogether = 256;

/** Packs items for batches just as they are packed for direct calls. Reads items as they are needed. */
export function createBatchDrafts<Item extends ModelItem, Answer>(
  items: Iterable<Item> | AsyncIterable<Item>,
  { task, calls, room, isOrdered, signal }: DraftOptions<Item, Answer>,
): BatchDrafts<Item> {
  const intake = createItemIntake(items, { task, calls, useCache: true });
  const limits = room.limits(room.items);
  const queue: Ask<Item>[] = [];
  return {
    async next(mostPacks) {
      const packs: Ask<Item>[][] = [];
      const drafted = new Set<string>();
      while (packs.length < mostPacks && signal?.aborted !== true) {
        const pack = takePack(queue, limits, !intake.isEnded);
        if (pack !== null) {
          packs.push(pack);
        } else if (intake.isEnded) {
          break;
        } else {
          const { unknown } = await intake.take(takenTogether, () => signal?.aborted !== true);
          queue.push(...unknown.filter(({ key }) => isFirst(key, drafted)).map(newAsk));
        }
      }
      return packs.length === 0 ? null : packs;
    },
    close: () => intake.close(),
  };

  /** Of twins, one is asked about. Some of those that are queued may be left for the batch that follows. */
  function isFirst(key: string, drafted: Set<string>): boolean {
    if (isOrdered(key) || drafted.has(key) || queue.some((ask) => ask.key === key)) {
      return false;
    }
    drafted.add(key);
    return true;
  }
}
