import type { TopicBundleItem } from '../../../domain/topic-card.ts';
import { compareText } from '../../../lib/compare-text.ts';
import type { CatalogueGrowth, GrownBundle } from '../../../ports/topic-store.ts';
import { decodeJson } from '../decode-column.ts';
import { changeTopics, type createChangeQueries } from './change-topics.ts';
import { itemPositions, positionsPerRank, rankOf } from './item-positions.ts';
import { type CatalogueContext, saveLearnt, toItemRow, toOriginColumns } from './replace-catalogue.ts';

/** Adds to a catalogue what new documents bring, and writes no more than that. */
export async function growCatalogue(
  context: CatalogueContext & { changes: ReturnType<typeof createChangeQueries> },
  { origin, grown, learnt, ...change }: CatalogueGrowth,
): Promise<void> {
  const { transaction, channelId } = context;
  await changeTopics(context, change);
  for (const bundle of grown) {
    await growBundle(context, bundle);
  }
  await transaction.updateTable('catalogues').set(toOriginColumns(origin)).where('channel_id', '=', channelId).execute();
  await saveLearnt(context, learnt);
}

async function growBundle(context: CatalogueContext, { head, items }: GrownBundle): Promise<void> {
  const byRank = new Map<number, TopicBundleItem[]>();
  for (const item of items) {
    const rank = rankOf(item);
    byRank.set(rank, [...(byRank.get(rank) ?? []), item]);
  }
  for (const [rank, joining] of byRank) {
    const range = { from: rank * positionsPerRank, to: (rank + 1) * positionsPerRank };
    const merged = join(await takeItems(context, head.topic_id, range), joining);
    // A rank that is fuller than anybody's: the whole bundle is numbered anew.
    const isOver = merged.length > positionsPerRank || merged.some((item) => rankOf(item) !== rank);
    const all = isOver ? join(await takeItems(context, head.topic_id, null), merged) : merged;
    await insertItems(context, head.topic_id, all);
  }
  await context.transaction
    .updateTable('topics')
    .set({ bundle: JSON.stringify({ ...head, items: [] }) })
    .where('topic_id', '=', head.topic_id)
    .execute();
}

/** In the order of a bundle. @param joining go before those with the same source_ref */
function join(items: readonly TopicBundleItem[], joining: readonly TopicBundleItem[]): TopicBundleItem[] {
  const byRef = new Map([...items, ...joining].map((item) => [item.source_ref, item]));
  return [...byRef.values()].sort(
    (left, right) => rankOf(left) - rankOf(right) || compareText(left.source_ref, right.source_ref),
  );
}

/** Takes items out of a bundle. @param range of positions; null for all */
async function takeItems(
  { transaction }: CatalogueContext,
  topicId: string,
  range: { from: number; to: number } | null,
): Promise<TopicBundleItem[]> {
  let taken = transaction.deleteFrom('topic_items').where('topic_id', '=', topicId);
  taken = range === null ? taken : taken.where('position', '>=', range.from).where('position', '<', range.to);
  const rows = await taken.returning('item').execute();
  return rows.map(({ item }) => decodeJson<TopicBundleItem>(item));
}

async function insertItems(
  { transaction, queries, channelId }: CatalogueContext,
  topicId: string,
  items: readonly TopicBundleItem[],
): Promise<void> {
  const positions = itemPositions(items);
  await queries.insertItems(
    transaction,
    items.map((item, place) => toItemRow({ channelId, topicId }, item, positions[place] ?? 0)),
  );
}
