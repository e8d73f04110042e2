import { expect } from 'vitest';
import { topicBundleSchema, topicCardSchema } from '../../src/domain/topic-card.ts';
import type { TopicStore } from '../../src/ports/topic-store.ts';
import { readCatalogue, type StoredCatalogue } from './read-catalogue.ts';

/** What holds of every catalogue, whoever wrote it: a run or a person. */
export async function expectSoundCatalogue(topicStore: TopicStore): Promise<StoredCatalogue> {
  const catalogue = await readCatalogue(topicStore);
  const active = catalogue.cards.filter(({ status }) => status !== 'retired');
  const activeIds = new Set(active.map(({ id }) => id));
  expect(catalogue.bundles.map(({ topic_id }) => topic_id)).toEqual([...activeIds]);
  for (const card of catalogue.cards) {
    topicCardSchema.parse(card);
    expect(card.related_topics.filter((id) => !activeIds.has(id) || id === card.id)).toEqual([]);
    expect(new Set(card.related_topics).size).toBe(card.related_topics.length);
    const versions = (await topicStore.history(card.id)).map(({ version }) => version);
    expect(versions).toEqual(versions.map((_, place) => place + 1));
    expect(versions.length).toBeGreaterThan(0);
  }
  for (const card of active) {
    const bundle = topicBundleSchema.parse(catalogue.bundles.find(({ topic_id }) => topic_id === card.id));
    const items = bundle.items.map(({ source_ref, score }) => ({ ref: source_ref, score }));
    const anchors = card.anchors.map(({ anchor_ref, score }) => ({ ref: anchor_ref, score }));
    expect(new Set(items.map(({ ref }) => ref)).size).toBe(items.length);
    expect(items.slice(0, anchors.length), 'anchors are the first items').toEqual(anchors);
    expect(anchors).toEqual(anchors.toSorted(compareScored));
    expect(items.slice(anchors.length)).toEqual(items.slice(anchors.length).toSorted(compareScored));
    expect(bundle.items.map(({ role }) => role === 'anchor')).toEqual(items.map((_, place) => place < anchors.length));
    expect(bundle.metadata).toMatchObject({
      items_total: items.length,
      anchors_total: anchors.length,
      stories_total: new Set(bundle.items.flatMap(({ story_id }) => story_id ?? [])).size,
    });
  }
  return catalogue;
}

/** What holds besides when a run has seen the channel as it is. */
export function expectWholeCatalogue({ cards, bundles, outside }: StoredCatalogue, refs: readonly string[]): void {
  const placed = [
    ...bundles.flatMap(({ items }) => items.map(({ source_ref }) => source_ref)),
    ...outside.map(({ sourceRef }) => sourceRef),
  ];
  expect(placed.sort(), 'each document is in one topic or outside').toEqual(refs);
  const there = new Set(refs);
  const active = cards.filter(({ status }) => status !== 'retired');
  expect(
    active.flatMap(({ sources }) => sources).filter((ref) => !there.has(ref)),
    'sources exist',
  ).toEqual([]);
  const stories = bundles.flatMap(({ items }) => items.flatMap(({ story_id }) => story_id?.replace('story:', '') ?? []));
  expect(
    stories.filter((ref) => !there.has(ref)),
    'stories exist',
  ).toEqual([]);
  const known = new Set(cards.map(({ id }) => id));
  expect(outside.filter(({ nearestTopicId }) => nearestTopicId !== null && !known.has(nearestTopicId))).toEqual([]);
}

function compareScored(left: { score: number; ref: string }, right: { score: number; ref: string }): number {
  return right.score - left.score || (left.ref < right.ref ? -1 : 1);
}
