import type { Ask } from './ask.ts';

/** What one call may hold. */
export interface PackLimits {
  items: number;
  /** Estimated tokens of data. */
  inputTokens: number;
  /** Expected tokens of answers. */
  outputTokens: number;
}

/** From this share of the data of a call on, an item goes alone: its answer is not disturbed, and nobody waits for it. */
const longShare = 0.5;

/**
 * Takes the next call's items out of a queue. Short ones share a call in their order, so that the same items are packed in the same way however
 * they arrive; long ones go alone.
 *
 * @param mayGrow more is to come, so a pack that is not full yet waits for it
 * @returns null when there is no pack to be taken
 */
export function takePack<Item>(queue: Ask<Item>[], limits: PackLimits, mayGrow: boolean): Ask<Item>[] | null {
  const lone = queue.findIndex((ask) => isLone(ask, limits));
  if (lone >= 0) {
    return queue.splice(lone, 1);
  }
  const [first] = queue;
  if (first === undefined) {
    return null;
  }
  const count = countTogether(queue, first, limits);
  const isFull = count < queue.length || count >= limits.items;
  // A group was put into the queue whole.
  return isFull || !mayGrow || first.group !== null ? queue.splice(0, count) : null;
}

function isLone<Item>({ inputTokens, outputTokens, mostTogether }: Ask<Item>, limits: PackLimits): boolean {
  return (
    mostTogether <= 1 ||
    limits.items <= 1 ||
    inputTokens > limits.inputTokens * longShare ||
    outputTokens > limits.outputTokens * longShare
  );
}

/** How many from the front on share a call. */
function countTogether<Item>(queue: readonly Ask<Item>[], first: Ask<Item>, limits: PackLimits): number {
  let most = limits.items;
  let inputTokens = 0;
  let outputTokens = 0;
  for (const [count, ask] of queue.entries()) {
    most = Math.min(most, ask.mostTogether);
    inputTokens += ask.inputTokens;
    outputTokens += ask.outputTokens;
    const fits =
      count < most && ask.group === first.group && inputTokens <= limits.inputTokens && outputTokens <= limits.outputTokens;
    if (!fits) {
      return Math.max(1, count);
    }
  }
  return queue.length;
}
