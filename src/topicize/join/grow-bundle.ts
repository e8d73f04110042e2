import { channelShares } from '../../domain/channel-shares.ts';
import type { Instant } from '../../domain/instant.ts';
import type { TopicBundleItem } from '../../domain/topic-card.ts';
import { compareText } from '../../lib/compare-text.ts';
import type { BundleHead, GrownBundle } from '../../ports/topic-store.ts';

export interface BundleGrowth {
  /** New ones. */
  added: { item: TopicBundleItem; date: Instant }[];
  /** In the place of those that are there. */
  changed: TopicBundleItem[];
  /** How many of them begin with these. */
  stories: number;
  at: Instant;
}

/** The bundle of a topic of one channel with some more items, without reading those that it has. */
export function growBundle(head: BundleHead, { added, changed, stories, at }: BundleGrowth): GrownBundle {
  const dates = [...added.map(({ date }) => date), ...(head.time_range ? [head.time_range.from, head.time_range.to] : [])];
  dates.sort(compareText);
  const from = dates[0];
  const to = dates.at(-1);
  const items = added.map(({ item }) => item);
  return {
    head: {
      ...head,
      updated_at: at,
      time_range: from !== undefined && to !== undefined ? { from, to } : null,
      channels: [...new Set([...head.channels, ...Object.keys(channelShares(items))])].sort(compareText),
      metadata: {
        ...head.metadata,
        items_total: Number(head.metadata.items_total) + items.length,
        stories_total: Number(head.metadata.stories_total) + stories,
      },
    },
    items: [...items, ...changed],
  };
}
