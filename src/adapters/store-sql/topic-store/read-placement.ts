import type { Kysely } from 'kysely';
import type { TopicBundleItem } from '../../../domain/topic-card.ts';
import type { HeldItem, PlacedDocuments } from '../../../ports/topic-store.ts';
import { decodeJson } from '../decode-column.ts';
import { listQuery } from '../list-query.ts';
import type { ProcessingSchema } from '../schema/processing-schema.ts';

/** See `TopicStore.placedDocuments`. Looks at keys only. */
export async function readPlacedDocuments(database: Kysely<ProcessingSchema>, channelId: string): Promise<PlacedDocuments> {
  const unplaced = await database
    .selectFrom('documents')
    .select('source_ref')
    .where('channel_id', '=', channelId)
    .where(({ not, exists, selectFrom, lit }) =>
      not(
        exists(
          selectFrom('topic_items')
            .select(lit(1).as('one'))
            .whereRef('topic_items.channel_id', '=', 'documents.channel_id')
            .whereRef('topic_items.source_ref', '=', 'documents.source_ref'),
        ),
      ),
    )
    .where(({ not, exists, selectFrom, lit }) =>
      not(
        exists(
          selectFrom('outside_documents')
            .select(lit(1).as('one'))
            .whereRef('outside_documents.channel_id', '=', 'documents.channel_id')
            .whereRef('outside_documents.source_ref', '=', 'documents.source_ref'),
        ),
      ),
    )
    .orderBy('source_ref')
    .execute();
  const { held } = await database
    .selectFrom('topic_items')
    .select(({ fn }) => fn.count<number>('source_ref').distinct().as('held'))
    .where('channel_id', '=', channelId)
    .executeTakeFirstOrThrow();
  const { outside } = await database
    .selectFrom('outside_documents')
    .select(({ fn }) => fn.countAll<number>().as('outside'))
    .where('channel_id', '=', channelId)
    .executeTakeFirstOrThrow();
  return { unplaced: unplaced.map(({ source_ref }) => source_ref), held: Number(held), outside: Number(outside) };
}

/** See `TopicStore.itemsOf`. Compiled once for a store, never for the module: two stores may be on two engines. */
export function createItemsOf(): (
  reader: Kysely<ProcessingSchema>,
  channelId: string,
  sourceRefs: readonly string[],
) => Promise<Map<string, HeldItem[]>> {
  const selectItems = listQuery((reader: Kysely<ProcessingSchema>, [channelId]: readonly [string], refs: string[]) =>
    reader
      .selectFrom('topic_items')
      .innerJoin('topics', 'topics.topic_id', 'topic_items.topic_id')
      .select(['topic_items.topic_id', 'topic_items.source_ref', 'topic_items.item'])
      .where('topic_items.channel_id', '=', channelId)
      .where('topic_items.source_ref', 'in', refs)
      .where('topics.status', '<>', 'retired')
      .orderBy('topic_items.source_ref')
      .orderBy('topic_items.topic_id'),
  );
  return async (reader, channelId, sourceRefs) => {
    const held = new Map<string, HeldItem[]>();
    for (const { topic_id, source_ref, item } of await selectItems(reader, [channelId], sourceRefs)) {
      const own = { topicId: topic_id, item: decodeJson<TopicBundleItem>(item) };
      held.set(source_ref, [...(held.get(source_ref) ?? []), own]);
    }
    return held;
  };
}
