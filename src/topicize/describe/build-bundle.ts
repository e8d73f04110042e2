import { channelShares } from '../../domain/channel-shares.ts';
import type { TopicBundle, TopicBundleItem } from '../../domain/topic-card.ts';
import { compareText } from '../../lib/compare-text.ts';
import { isLookedAfter } from '../group/is-looked-after.ts';
import type { CardContext } from './card-context.ts';
import type { Justification } from './justify-items.ts';
import type { WordedDraft } from './word-drafts.ts';

export interface BundleParts {
  id: string;
  justifications: ReadonlyMap<number, Justification>;
  /** See `findStories`. */
  stories: ReadonlyMap<number, number>;
  /** Ids of topics that a person retired, by the place of what belongs there. */
  unwanted?: ReadonlyMap<number, string>;
  /** False leaves the anchors only. */
  withSupporting: boolean;
}

/** The messages of a topic: anchors first, then score descending, then source_ref. */
export function buildBundle(
  draft: WordedDraft,
  { id, justifications, stories, unwanted, withSupporting }: BundleParts,
  { inputScope, channel, at }: CardContext,
): TopicBundle {
  const anchors = new Set(draft.anchors);
  const items = draft.places
    .filter((place) => withSupporting || anchors.has(place))
    .flatMap((place) => toItem(place) ?? [])
    .sort(compareItems);
  const shares = channelShares(items.map(({ item }) => item));
  const dates = items.map(({ date }) => date).sort(compareText);
  const from = dates[0];
  const to = dates.at(-1);
  return {
    topic_id: id,
    updated_at: at,
    items: items.map(({ item }) => item),
    time_range: from !== undefined && to !== undefined ? { from, to } : null,
    channels: Object.keys(shares).sort(compareText),
    metadata: {
      items_total: items.length,
      anchors_total: anchors.size,
      stories_total: new Set(items.flatMap(({ item }) => item.story_id ?? [])).size,
      ...(inputScope.mode === 'channel_set' && { channel_shares: shares }),
    },
  };

  function toItem(place: number): { item: TopicBundleItem; date: string } | null {
    const document = channel.documents[place];
    if (!document) {
      return null;
    }
    const item: TopicBundleItem = {
      channel_id: document.channelId,
      message_id: document.messageId,
      message_type: document.messageType,
      source_ref: document.sourceRef,
      role: anchors.has(place) ? 'anchor' : 'supporting',
      score: draft.scores.get(place) ?? 0,
      justification: justifications.get(place)?.text ?? draft.wording.title,
      justified_by: justifications.get(place)?.by ?? 'likeness',
      thread_id: document.threadId,
      parent_message_id: document.parentId,
      story_id: storyOf(place),
      ...(isJoined(document.sourceRef) ? { joined: true } : {}),
    };
    const retiredId = unwanted?.get(place);
    if (retiredId !== undefined) {
      item.retired_topic_id = retiredId;
    }
    return { item, date: document.date };
  }

  function isJoined(ref: string): boolean {
    const known = draft.continues?.items.get(ref);
    return draft.continues !== null && isLookedAfter(draft.continues.card) && (known?.joined ?? known === undefined);
  }

  function storyOf(place: number): string | null {
    const first = stories.get(place);
    return first === undefined ? null : `story:${channel.documents[first]?.sourceRef}`;
  }
}

function compareItems({ item: left }: { item: TopicBundleItem }, { item: right }: { item: TopicBundleItem }): number {
  return compareText(left.role, right.role) || right.score - left.score || compareText(left.source_ref, right.source_ref);
}
