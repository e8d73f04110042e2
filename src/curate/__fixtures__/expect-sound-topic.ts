import { expect } from 'vitest';
import { topicBundleSchema, topicCardSchema } from '../../domain/topic-card.ts';
import type { CuratedTopic } from '../curated-topic.ts';

/** Fits the schemas; anchors are sorted, unique and among the messages; roles say the same; messages are sorted, unique and counted. */
export function expectSoundTopic({ card, bundle }: CuratedTopic): void {
  topicCardSchema.parse(card);
  topicBundleSchema.parse(bundle);
  expect(bundle.topic_id).toBe(card.id);
  const anchors = card.anchors.map(({ score, anchor_ref }) => ({ score, ref: anchor_ref }));
  expect(anchors).toEqual(anchors.toSorted(compareScored));
  expect(bundle.items.filter(({ role }) => role === 'anchor').map(({ score, source_ref }) => ({ score, ref: source_ref }))).toEqual(anchors);
  const refs = bundle.items.map(({ source_ref }) => source_ref);
  expect(new Set(refs).size).toBe(refs.length);
  expect(card.type).toBe(refs.length === 1 ? 'singleton' : 'cluster');
  const supporting = bundle.items.slice(anchors.length).map(({ score, source_ref }) => ({ score, ref: source_ref }));
  expect(supporting).toEqual(supporting.toSorted(compareScored));
  expect(bundle.metadata).toMatchObject({ items_total: refs.length, anchors_total: anchors.length });
}

function compareScored(left: { score: number; ref: string }, right: { score: number; ref: string }): number {
  return right.score - left.score || (left.ref < right.ref ? -1 : left.ref > right.ref ? 1 : 0);
}
