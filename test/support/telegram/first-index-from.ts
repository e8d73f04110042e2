import type { TelegramMessage } from './telegram-messages.ts';

/**
 * Where the first message from an id on stands, their number when there is none. By halves: a channel may have a hundred thousand.
 *
 * @param messages ids ascending
 */
export function firstIndexFrom(messages: readonly TelegramMessage[], id: number): number {
  let [low, high] = [0, messages.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((messages[middle]?.id ?? 0) < id) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
