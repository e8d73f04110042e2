import { compareText } from '../lib/compare-text.ts';

/** Which share of a topic's messages each channel has, by its id: channels that occur, in their order. Shares sum to 1. */
export function channelShares(items: readonly { channel_id: string }[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { channel_id } of items) {
    counts.set(channel_id, (counts.get(channel_id) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([left], [right]) => compareText(left, right));
  return Object.fromEntries(sorted.map(([channelId, count]) => [channelId, count / items.length]));
}
