import type { TopicBundleItem } from '../../../domain/topic-card.ts';
import { compareText } from '../../../lib/compare-text.ts';
import type { CatalogueGrowth, GrownBundle } from '../../../ports/topic-store.ts';
import { compiledQuery } from '../compiled-query.ts';
import { decodeJson } from '../decode-column.ts';
import type { ProcessingSchema } from '../schema/processing-schema.ts';
import { changeTopics, type createChangeQueries } from './change-topics.ts';
import { itemPositions, positionsAmong, positionsPerRank, rankOf } from './item-positions.ts';
import { type CatalogueContext, saveLearnt, toItemRow, toOriginColumns } from './replace-catalogue.ts';

type GrowthContext = CatalogueContext & {
  changes: ReturnType<typeof createChangeQueries>;
  growth: ReturnType<typeof createGrowthQueries>;
};

/** Compiled once for a store, never for the module: two stores may be on two engines. */
export function createGrowthQueries() {
  return {
    readRange: compiledQuery<ProcessingSchema, { position: number; source_ref: string }>((database, [topicId, from, to]) =>
      database
        .selectFrom('topic_items')
        .select(['position', 'source_ref'])
        .where('topic_id', '=', topicId as string)
        .where('position', '>=', from as number)
        .where('position', '<', to as number)
        .orderBy('position'),
    ),
    changeItem: compiledQuery<ProcessingSchema, unknown>((database, [item, topicId, position]) =>
      database
        .updateTable('topic_items')
        .set({ item: item as string })
        .where('topic_id', '=', topicId as string)
        .where('position', '=', position as number),
    ),
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
  const topicId = head.topic_id;
  const byRank = new Map<number, TopicBundleItem[]>();
  for (const item of join([], items)) {
    const rank = rankOf(item);
    const known = byRank.get(rank);
    if (known) {
      known.push(item);
    } else {
      byRank.set(rank, [item]);
    }
  }
  const crowded = new Map<number, TopicBundleItem[]>();
  for (const [rank, joining] of byRank) {
    if (!(await squeezeIn(context, topicId, { rank, joining }))) {
      crowded.set(rank, joining);
    }
  }
  await renumber(context, topicId, crowded);
  await context.transaction
    .updateTable('topics')
    .set({ bundle: JSON.stringify({ ...head, items: [] }) })
    .where('topic_id', '=', topicId)
    .execute();
}

/** @returns false, with nothing written, when there is no room between the items of the rank */
async function squeezeIn(
  context: GrowthContext,
  topicId: string,
  { rank, joining }: { rank: number; joining: readonly TopicBundleItem[] },
): Promise<boolean> {
  const { transaction, queries, growth, channelId } = context;
  const there = await growth.readRange(transaction, [topicId, ...rangeOf(rank)]);
  const positionOf = new Map(there.map(({ position, source_ref }) => [source_ref, position]));
  const added = joining.filter(({ source_ref }) => !positionOf.has(source_ref));
  const free = positionsAmong(
    rank,
    there,
    added.map(({ source_ref }) => source_ref),
  );
  if (free === null) {
    return false;
  }
  for (const item of joining) {
    const position = positionOf.get(item.source_ref);
    if (position !== undefined) {
      await growth.changeItem(transaction, [JSON.stringify(item), topicId, position]);
    }
  }
  await queries.insertItems(
    transaction,
    added.map((item, place) => toItemRow({ channelId, topicId }, item, free[place] ?? 0)),
  );
  return true;
}

/** Numbers whole ranks anew, together with what joins them. */
async function renumber(
  context: GrowthContext,
  topicId: string,
  crowded: ReadonlyMap<number, readonly TopicBundleItem[]>,
): Promise<void> {
  const { transaction, growth } = context;
  const all: TopicBundleItem[] = [];
  let isOver = false;
  for (const [rank, joining] of crowded) {
    const merged = join(toItems(await growth.takeRange(transaction, [topicId, ...rangeOf(rank)])), joining);
    all.push(...merged);
    isOver ||= merged.length >= positionsPerRank || merged.some((item) => rankOf(item) !== rank);
  }
  // A rank that is fuller than anybody's: the whole bundle is numbered anew.
  const rest = isOver ? toItems(await growth.takeAll(transaction, [topicId])) : [];
  await insertItems(context, topicId, join(rest, all));
}

function rangeOf(rank: number): [from: number, to: number] {
  return [rank * positionsPerRank, (rank + 1) * positionsPerRank];
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
