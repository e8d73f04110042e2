import { channelShares } from '../domain/channel-shares.ts';
import type { Instant } from '../domain/instant.ts';
import type { TopicAnchor, TopicBundle, TopicBundleItem } from '../domain/topic-card.ts';
import { compareText } from '../lib/compare-text.ts';
import { chooseAnchors } from './choose-anchors.ts';
import type { CuratedTopic } from './curated-topic.ts';

export interface Members {
  /** In any order, unique by source_ref, at least one. */
  items: readonly TopicBundleItem[];
  /** Anchors of the topics that the messages come from. */
  anchors: readonly TopicAnchor[];
  timeRange: TopicBundle['time_range'];
}

/** The topic with these messages in the place of its own: anchors, roles, order, type and counts follow from them. */
export function arrangeMembers({ card, bundle }: CuratedTopic, members: Members, at: Instant): CuratedTopic {
  const anchors = chooseAnchors(members.items, members.anchors);
  const anchorRefs = new Set(anchors.map(({ anchor_ref }) => anchor_ref));
  const items = members.items
    .map(
      ({ joined: _, ...item }): TopicBundleItem => ({
        ...item,
        role: anchorRefs.has(item.source_ref) ? 'anchor' : 'supporting',
      }),
    )
    .map(leaveLoneStories(members.items))
    .sort(compareItems);
  // Bundles of a set of channels have them.
  const shares = 'channel_shares' in bundle.metadata ? { channel_shares: channelShares(items) } : {};
  return {
    card: { ...card, type: anchors.length >= 2 ? 'cluster' : 'singleton', anchors, updated_at: at },
    bundle: {
      ...bundle,
      topic_id: card.id,
      updated_at: at,
      items,
      time_range: members.timeRange,
      channels: [...new Set(items.map(({ channel_id }) => channel_id))].sort(compareText),
      metadata: {
        ...bundle.metadata,
        items_total: items.length,
        anchors_total: anchors.length,
        stories_total: new Set(items.flatMap(({ story_id }) => story_id ?? [])).size,
        ...shares,
      },
    },
  };
}

/** A story is what several messages of a topic tell: the only one that is left of it stands alone. */
function leaveLoneStories(items: readonly TopicBundleItem[]): (item: TopicBundleItem) => TopicBundleItem {
  const told = new Map<string, number>();
  for (const { story_id } of items) {
    told.set(story_id ?? '', (told.get(story_id ?? '') ?? 0) + 1);
  }
  return (item) => (item.story_id && told.get(item.story_id) === 1 ? { ...item, story_id: null } : item);
}

function compareItems(left: TopicBundleItem, right: TopicBundleItem): number {
  return compareText(left.role, right.role) || right.score - left.score || compareText(left.source_ref, right.source_ref);
}
