import type { CatalogueGrowth } from '../../../ports/topic-store.ts';
import { insertRows } from '../insert-rows.ts';
import type { ProcessingSchema } from '../schema/processing-schema.ts';
import { changeTopics, type createChangeQueries } from './change-topics.ts';
import { type CatalogueContext, itemColumns, saveLearnt, toItemRow, toOriginColumns } from './replace-catalogue.ts';

/** Compiled once for a store, never for the module: two stores may be on two engines. */
export function createGrowthQueries() {
  return {
    upsertItems: insertRows<ProcessingSchema, 'topic_items'>('topic_items', itemColumns, (insert) =>
      insert.onConflict((conflict) =>
        conflict.columns(['topic_id', 'position', 'source_ref']).doUpdateSet(({ ref }) => ({ item: ref('excluded.item') })),
      ),
    ),
  };
}

/** Adds to a catalogue what new documents bring, and writes no more than that. */
export async function growCatalogue(
  context: CatalogueContext & {
    changes: ReturnType<typeof createChangeQueries>;
    growth: ReturnType<typeof createGrowthQueries>;
  },
  { origin, grown, learnt, ...change }: CatalogueGrowth,
): Promise<void> {
  const { transaction, channelId, growth } = context;
  await changeTopics(context, change);
  for (const { head, items } of grown) {
    await growth.upsertItems(
      transaction,
      items.map((item) => toItemRow(channelId, head.topic_id, item)),
    );
    await transaction
      .updateTable('topics')
      .set({ bundle: JSON.stringify({ ...head, items: [] }) })
      .where('topic_id', '=', head.topic_id)
      .execute();
  }
  await transaction.updateTable('catalogues').set(toOriginColumns(origin)).where('channel_id', '=', channelId).execute();
  await saveLearnt(context, learnt);
}
