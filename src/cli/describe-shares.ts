import type { TopicBundle } from '../domain/topic-card.ts';
import type { SourceStore } from '../ports/source-store.ts';
import { oneLine } from './one-line.ts';

/** Of a topic across channels, how much of it is from which, the largest share first; of any other topic nothing. */
export async function describeShares(
  { metadata }: TopicBundle,
  sourceStore: Pick<SourceStore, 'findByChannelId'>,
): Promise<string[]> {
  const shares = Object.entries((metadata.channel_shares ?? {}) as Record<string, number>);
  const parts: string[] = [];
  // Sorting is stable, and the shares come by the ids of their channels.
  for (const [channelId, share] of shares.sort(([, left], [, right]) => right - left)) {
    const source = await sourceStore.findByChannelId(channelId);
    parts.push(`${oneLine(source?.title ?? source?.sourceId ?? channelId)} ${(share * 100).toFixed(1)} %`);
  }
  return parts.length === 0 ? [] : [`Channels: ${parts.join(', ')}`];
}
