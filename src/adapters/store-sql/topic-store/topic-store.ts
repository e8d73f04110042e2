import type { Kysely } from 'kysely';
import type { TopicBundle, TopicBundleItem, TopicCard } from '../../../domain/topic-card.ts';
import type { OutsideDocument, TopicStore } from '../../../ports/topic-store.ts';
import { decodeInstant, decodeJson } from '../decode-column.ts';
import { listQuery } from '../list-query.ts';
import type { ProcessingSchema } from '../schema/processing-schema.ts';
import type { SqlDatabase } from '../sql-database.ts';
import { writeChannel } from '../write-channel.ts';
import { createCatalogueQueries, deleteCatalogue, replaceCatalogue } from './replace-catalogue.ts';

export function createTopicStore(database: SqlDatabase<ProcessingSchema>): TopicStore {
  const topicsOfRefs = createTopicsOfRefs();
  const queries = createCatalogueQueries();
  return {
    origin: (channelId) =>
      database.read(async (reader) => {
        const row = await reader.selectFrom('catalogues').selectAll().where('channel_id', '=', channelId).executeTakeFirst();
        return row
          ? {
              documentsRevision: row.documents_revision,
              rawSequence: row.raw_sequence,
              parametersHash: row.parameters_hash,
              runId: row.run_id,
            }
          : null;
      }),

    replaceCatalogue: (channelId, catalogue) =>
      writeChannel(database, channelId, (transaction) => replaceCatalogue({ transaction, queries, channelId }, catalogue)),

    cards: (channelId, { withRetired = false } = {}) =>
      database.read(async (reader) => {
        const cards = reader.selectFrom('topics').select('card').where('channel_id', '=', channelId).orderBy('topic_id');
        const rows = await (withRetired ? cards : cards.where('status', '<>', 'retired')).execute();
        return rows.map((row) => decodeJson<TopicCard>(row.card));
      }),

    card: (topicId) =>
      database.read(async (reader) => {
        const row = await reader.selectFrom('topics').select('card').where('topic_id', '=', topicId).executeTakeFirst();
        return row ? decodeJson<TopicCard>(row.card) : null;
      }),

    bundle: (topicId) => database.read((reader) => readBundle(reader, topicId)),

    topicsOf: (channelId, sourceRefs) =>
      database.read(async (reader) => {
        const topics = new Map<string, string[]>();
        for (const { source_ref, topic_id } of await topicsOfRefs(reader, [channelId], sourceRefs)) {
          topics.set(source_ref, [...(topics.get(source_ref) ?? []), topic_id]);
        }
        return topics;
      }),

    readOutside: (channelId, options) => readOutsidePages(database, channelId, options),

    history: (topicId) =>
      database.read(async (reader) => {
        const rows = await reader
          .selectFrom('topic_versions')
          .selectAll()
          .where('topic_id', '=', topicId)
          .orderBy('version')
          .execute();
        return rows.map((row) => ({
          topicId,
          version: row.version,
          at: decodeInstant(row.recorded_at),
          runId: row.run_id,
          change: row.change,
          reason: row.reason,
          card: decodeJson<TopicCard>(row.card),
        }));
      }),

    removeChannel: (channelId) =>
      writeChannel(database, channelId, async (transaction) => {
        await deleteCatalogue(transaction, channelId);
        await transaction.deleteFrom('topic_versions').where('channel_id', '=', channelId).execute();
      }),
  };
}

function createTopicsOfRefs() {
  return listQuery((database: Kysely<ProcessingSchema>, [channelId]: readonly [string], sourceRefs: string[]) =>
    database
      .selectFrom('topic_items')
      .innerJoin('topics', 'topics.topic_id', 'topic_items.topic_id')
      .select(['topic_items.source_ref', 'topic_items.topic_id'])
      .distinct()
      .where('topic_items.channel_id', '=', channelId)
      .where('topic_items.source_ref', 'in', sourceRefs)
      .where('topics.status', '<>', 'retired')
      .orderBy('topic_items.source_ref')
      .orderBy('topic_items.topic_id'),
  );
}

async function readBundle(database: Kysely<ProcessingSchema>, topicId: string): Promise<TopicBundle | null> {
  const topic = await database.selectFrom('topics').select('bundle').where('topic_id', '=', topicId).executeTakeFirst();
  if (topic === undefined || topic.bundle === null) {
    return null;
  }
  const rows = await database
    .selectFrom('topic_items')
    .select('item')
    .where('topic_id', '=', topicId)
    .orderBy('position')
    .execute();
  return { ...decodeJson<TopicBundle>(topic.bundle), items: rows.map((row) => decodeJson<TopicBundleItem>(row.item)) };
}

async function* readOutsidePages(
  database: SqlDatabase<ProcessingSchema>,
  channelId: string,
  { pageSize }: { pageSize: number },
): AsyncGenerator<OutsideDocument[]> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const rows = await database.read((reader) =>
      reader
        .selectFrom('outside_documents')
        .selectAll()
        .where('channel_id', '=', channelId)
        .where('source_ref', '>', after as string)
        .orderBy('source_ref')
        .limit(pageSize)
        .execute(),
    );
    if (rows.length > 0) {
      yield rows.map((row) => ({
        sourceRef: row.source_ref,
        nearestTopicId: row.nearest_topic_id,
        score: row.score,
        reason: row.reason,
      }));
    }
    after = rows.length < pageSize ? undefined : rows.at(-1)?.source_ref;
  }
}
