import type { TopicBundleItem } from '../../../domain/topic-card.ts';
import { compareText } from '../../../lib/compare-text.ts';
import type { CatalogueGrowth, GrownBundle } from '../../../ports/topic-store.ts';
import { compiledQuery } from '../compiled-query.ts';
import { decodeJson } from '../decode-column.ts';
import type { ProcessingSchema } from '../schema/processing-schema.ts';
import { changeTopics, type createChangeQueries } from './change-topics.ts';
import { itemPositions, positionsPerRank, rankOf } from './item-positions.ts';
import { type CatalogueContext, saveLearnt, toItemRow, toOriginColumns } from './replace-catalogue.ts';

type GrowthContext = CatalogueContext & {
  changes: ReturnType<typeof createChangeQueries>;
  growth: ReturnType<typeof createGrowthQueries>;
};

/** Compiled once for a store, never for the module: two stores may be on two engines. */
export function createGrowthQueries() {
  return {
    /** Takes the items of a range of positions out of a bundle. */
    takeRange: compiledQuery<ProcessingSchema, { item: unknown }>((database, [topicId, from, to]) =>
      database
        .deleteFrom('topic_items')
        .where('topic_id', '=', topicId as string)
        .where('position', '>=', from as number)
        .where('position', '<', to as number)
        .returning('item'),
    ),
    takeAll: compiledQuery<ProcessingSchema, { item: unknown }>((database, [topicId]) =>
      database
        .deleteFrom('topic_items')
        .where('topic_id', '=', topicId as string)
        .returning('item'),
    ),
  };
}

/** Adds to a catalogue what new documents bring, and writes no more than that. */
export async function growCatalogue(
  context: GrowthContext,
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

async function growBundle(context: GrowthContext, { head, items }: GrownBundle): Promise<void> {
  const { transaction, growth } = context;
  const topicId = head.topic_id;
  const byRank = new Map<number, TopicBundleItem[]>();
  for (const item of items) {
    const rank = rankOf(item);
    byRank.set(rank, [...(byRank.get(rank) ?? []), item]);
  }
  let all: TopicBundleItem[] = [];
  let isOver = false;
  for (const [rank, joining] of byRank) {
    const range = [rank * positionsPerRank, (rank + 1) * positionsPerRank] as const;
    const merged = join(toItems(await growth.takeRange(transaction, [topicId, ...range])), joining);
    all = [...all, ...merged];
    isOver ||= merged.length > positionsPerRank || merged.some((item) => rankOf(item) !== rank);
  }
  // A rank that is fuller than anybody's: the whole bundle is numbered anew.
  const rest = isOver ? toItems(await growth.takeAll(transaction, [topicId])) : [];
  await insertItems(context, topicId, join(rest, all));
  await transaction
    .updateTable('topics')
    .set({ bundle: JSON.stringify({ ...head, items: [] }) })
    .where('topic_id', '=', topicId)
    .execute();
}

function toItems(rows: readonly { item: unknown }[]): TopicBundleItem[] {
  return rows.map(({ item }) => decodeJson<TopicBundleItem>(item));
}

/** In the order of a bundle. @param joining go before those with the same source_ref */
function join(items: readonly TopicBundleItem[], joining: readonly TopicBundleItem[]): TopicBundleItem[] {
  const byRef = new Map([...items, ...joining].map((item) => [item.source_ref, item]));
  return [...byRef.values()].sort(
    (left, right) => rankOf(left) - rankOf(right) || compareText(left.source_ref, right.source_ref),
  );
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
