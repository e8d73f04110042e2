import type { TopicAnchor, TopicBundleItem } from '../domain/topic-card.ts';
import { compareText } from '../lib/compare-text.ts';

const mostAnchors = 3;
/** A topic of several messages needs so many to prove it. */
const leastAnchors = 2;

/**
 * The anchors of a topic whose messages a person chose: the best of those that were anchors before. Where fewer than two are left, the
 * best other messages join them, whatever their score, because the gates say what a run may put together, not what a person may.
 *
 * @param before anchors of the topics that the messages come from; those that are not among the messages do not count
 * @returns by score descending, anchor_ref ascending
 */
export function chooseAnchors(items: readonly TopicBundleItem[], before: readonly TopicAnchor[]): TopicAnchor[] {
  const known = new Map(before.map((anchor) => [anchor.anchor_ref, anchor]));
  const anchors = items.map((item) => ({ wasAnchor: known.has(item.source_ref), anchor: toAnchor(item, known) }));
  anchors.sort((left, right) => Number(right.wasAnchor) - Number(left.wasAnchor) || compareAnchors(left.anchor, right.anchor));
  const proven = anchors.filter(({ wasAnchor }) => wasAnchor).length;
  return anchors
    .slice(0, Math.min(mostAnchors, Math.max(leastAnchors, proven)))
    .map(({ anchor }) => anchor)
    .sort(compareAnchors);
}

function toAnchor(item: TopicBundleItem, known: ReadonlyMap<string, TopicAnchor>): TopicAnchor {
  return {
    ...known.get(item.source_ref),
    channel_id: item.channel_id,
    message_id: item.message_id,
    message_type: item.message_type,
    anchor_ref: item.source_ref,
    score: item.score,
  };
}

function compareAnchors(left: TopicAnchor, right: TopicAnchor): number {
  return right.score - left.score || compareText(left.anchor_ref, right.anchor_ref);
}
