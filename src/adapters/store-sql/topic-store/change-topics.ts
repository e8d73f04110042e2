import type { TopicsChange } from '../../../ports/topic-store.ts';
import { insertRows } from '../insert-rows.ts';
import type { ProcessingSchema } from '../schema/processing-schema.ts';
import {
  addVersions,
  type CatalogueContext,
  insertItemRows,
  outsideColumns,
  saveLearnt,
  toOutsideRow,
  topicColumns,
  toTopicRow,
} from './replace-catalogue.ts';

/** Values in one list of a statement: SQLite takes 32,766, and longer lists gain nothing. */
const mostRefs = 500;

/** Compiled once for a store, never for the module: two stores may be on two engines. */
export function createChangeQueries() {
  return {
    // Never deleted and inserted: the items of a topic would go with it.
    upsertTopics: insertRows<ProcessingSchema, 'topics'>('topics', topicColumns, (insert) =>
      insert.onConflict((conflict) =>
        conflict.column('topic_id').doUpdateSet(({ ref }) => ({ status: ref('excluded.status'), card: ref('excluded.card') })),
      ),
    ),
    upsertOutside: insertRows<ProcessingSchema, 'outside_documents'>('outside_documents', outsideColumns, (insert) =>
      insert.onConflict((conflict) =>
        conflict.columns(['channel_id', 'source_ref']).doUpdateSet(({ ref }) => ({
          nearest_topic_id: ref('excluded.nearest_topic_id'),
          score: ref('excluded.score'),
          reason: ref('excluded.reason'),
        })),
      ),
    ),
  };
}

/** Changes some topics of a channel and leaves the others as they are. */
export async function changeTopics(
  context: CatalogueContext & { changes: ReturnType<typeof createChangeQueries> },
  { cards, bundles, outside, removedOutside, versions }: TopicsChange,
): Promise<void> {
  const { transaction, channelId, changes } = context;
  await saveLearnt(context, null);
  await changes.upsertTopics(
    transaction,
    cards.map((card) => toTopicRow(channelId, card, null)),
  );
  const retired = cards.filter(({ status }) => status === 'retired').map(({ id }) => id);
  for (const topicId of [...retired, ...bundles.map(({ topic_id }) => topic_id)]) {
    await transaction.deleteFrom('topic_items').where('topic_id', '=', topicId).execute();
    const bundle = bundles.find(({ topic_id }) => topic_id === topicId);
    await transaction
      .updateTable('topics')
      .set({ bundle: bundle ? JSON.stringify({ ...bundle, items: [] }) : null })
      .where('topic_id', '=', topicId)
      .execute();
  }
  await insertItemRows(context, bundles);
  for (let start = 0; start < removedOutside.length; start += mostRefs) {
    await transaction
      .deleteFrom('outside_documents')
      .where('channel_id', '=', channelId)
      .where('source_ref', 'in', removedOutside.slice(start, start + mostRefs))
      .execute();
  }
  await changes.upsertOutside(
    transaction,
    outside.map((document) => toOutsideRow(channelId, document)),
  );
  await addVersions(context, versions);
}
