import type { CatalogueGrowth, TopicStore } from '../../ports/topic-store.ts';
import { roundScore } from '../group/round-score.ts';
import { compareCells, type PartitionCell } from '../measure/compare-partitions.ts';
import type { Stability } from '../topicize-report.ts';

/** Stands for being in no topic; no topic has this id. */
const outsideOfAll = 'outside';

/**
 * How much of a catalogue is left when it grows: of what it knew, only documents that were outside may be elsewhere.
 *
 * @param outside documents that were in no topic
 */
export async function measureGrowth(
  topicStore: Pick<TopicStore, 'bundleSizes'>,
  channelId: string,
  { growth, outside }: { growth: Pick<CatalogueGrowth, 'grown' | 'bundles' | 'removedOutside'>; outside: number },
): Promise<Stability | null> {
  const sizes = await topicStore.bundleSizes(channelId);
  const removed = new Set(growth.removedOutside);
  const moved = new Map<string, number>();
  const bundles = [
    ...growth.bundles.map(({ topic_id, items }) => ({ topic_id, items })),
    ...growth.grown.map(({ head: { topic_id }, items }) => ({ topic_id, items })),
  ];
  for (const { topic_id, items } of bundles) {
    const count = items.filter(({ source_ref }) => removed.has(source_ref)).length;
    moved.set(topic_id, (moved.get(topic_id) ?? 0) + count);
  }
  const cells: PartitionCell[] = [
    ...[...sizes].map(([id, things]) => ({ before: id, now: id, things })),
    { before: outsideOfAll, now: outsideOfAll, things: outside - removed.size },
    ...[...moved].map(([id, things]) => ({ before: outsideOfAll, now: id, things })),
  ];
  const likeness = compareCells(cells.filter(({ things }) => things > 0));
  return (
    likeness && {
      kept_share: roundScore(likeness.keptShare),
      adjusted_rand_index: roundScore(likeness.adjustedRandIndex),
    }
  );
}
