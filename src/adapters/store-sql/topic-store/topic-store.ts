import type { Kysely } from 'kysely';
import type { TopicBundle, TopicBundleItem, TopicCard } from '../../../domain/topic-card.ts';
import type { OutsideDocument, TopicMembership, TopicStore } from '../../../ports/topic-store.ts';
import { compiledQuery } from '../compiled-query.ts';
import { decodeInstant, decodeJson } from '../decode-column.ts';
import { listQuery } from '../list-query.ts';
import type { OutsideDocumentsTable, ProcessingSchema } from '../schema/processing-schema.ts';
import type { SqlDatabase } from '../sql-database.ts';
import { writeChannel } from '../write-channel.ts';
import { changeTopics, createChangeQueries } from './change-topics.ts';
import { createGrowthQueries, growCatalogue } from './grow-catalogue.ts';
import { createItemsOf, readPlacedDocuments } from './read-placement.ts';
import { createCatalogueQueries, deleteCatalogue, replaceCatalogue } from './replace-catalogue.ts';
import { createTakenIds } from './taken-ids.ts';

const bundlePageSize = 1000;

export function createTopicStore(database: SqlDatabase<ProcessingSchema>): TopicStore {
  const selectTopicsBetween = createSelectTopicsBetween();
  const takenIds = createTakenIds();
  const queries = createCatalogueQueries();
  const changes = createChangeQueries();
  const itemsOf = createItemsOf();
  const growth = createGrowthQueries();
  const selectOutside = listQuery((reader: Kysely<ProcessingSchema>, [channelId]: readonly [string], refs: string[]) =>
    reader.selectFrom('outside_documents').selectAll().where('channel_id', '=', channelId).where('source_ref', 'in', refs),
  );
  return {
    origin: (channelId) =>
      database.read(async (reader) => {
        const row = await reader.selectFrom('catalogues').selectAll().where('channel_id', '=', channelId).executeTakeFirst();
        return row
          ? {
              documentsRevision: row.documents_revision,
              rawSequence: row.raw_sequence,
              parametersHash: row.parameters_hash,
              foundedDocuments: row.founded_documents,
              runId: row.run_id,
            }
          : null;
      }),

    replaceCatalogue: (channelId, catalogue) =>
      writeChannel(database, channelId, (transaction) => replaceCatalogue({ transaction, queries, channelId }, catalogue)),

    changeTopics: (channelId, change) =>
      writeChannel(database, channelId, (transaction) => changeTopics({ transaction, queries, changes, channelId }, change)),

    growCatalogue: (channelId, grown) =>
      writeChannel(database, channelId, (transaction) =>
        growCatalogue({ transaction, queries, changes, growth, channelId }, grown),
      ),

    learnt: (channelId) =>
      database.read(async (reader) => {
        const row = await reader
          .selectFrom('learnt_catalogues')
          .select('learnt')
          .where('channel_id', '=', channelId)
          .executeTakeFirst();
        return row?.learnt ?? null;
      }),

    placedDocuments: (channelId) => database.read((reader) => readPlacedDocuments(reader, channelId)),

    itemsOf: (channelId, sourceRefs) => database.read((reader) => itemsOf(reader, channelId, sourceRefs)),

    countVersions: (channelId) =>
      database.read(async (reader) => {
        const row = await reader
          .selectFrom('topic_versions')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('channel_id', '=', channelId)
          .executeTakeFirstOrThrow();
        return Number(row.count);
      }),

    takenIds: (topicIds) => database.read((reader) => takenIds(reader, topicIds)),

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

    async bundle(topicId) {
      const bundle = await database.read((reader) => readEmptyBundle(reader, topicId));
      if (bundle === null) {
        return null;
      }
      for await (const page of readItemPages(database, topicId, { pageSize: bundlePageSize })) {
        bundle.items.push(...page);
      }
      return bundle;
    },

    async bundleHead(topicId) {
      const bundle = await database.read((reader) => readEmptyBundle(reader, topicId));
      if (bundle === null) {
        return null;
      }
      const { items: _, ...head } = bundle;
      return head;
    },

    readItems: (topicId, options) => readItemPages(database, topicId, options),

    bundleSizes: (channelId) =>
      database.read(async (reader) => {
        const rows = await reader
          .selectFrom('topic_items')
          .select(({ fn }) => ['topic_id', fn.countAll<number>().as('size')])
          .where('channel_id', '=', channelId)
          .groupBy('topic_id')
          .execute();
        return new Map(rows.map((row) => [row.topic_id, Number(row.size)]));
      }),

    countCovered: (channelId) =>
      database.read(async (reader) => {
        const row = await reader
          .selectFrom('topic_items')
          .innerJoin('topics', 'topics.topic_id', 'topic_items.topic_id')
          .select(({ fn }) => fn.count<number>('topic_items.source_ref').distinct().as('count'))
          .where('topic_items.channel_id', '=', channelId)
          .where('topics.status', '<>', 'retired')
          .executeTakeFirstOrThrow();
        return Number(row.count);
      }),

    topicsBetween: (channelId, first, last) =>
      database.read(async (reader) => {
        const topics = new Map<string, string[]>();
        for (const { source_ref, topic_id } of await selectTopicsBetween(reader, [channelId, first, last])) {
          const known = topics.get(source_ref);
          if (known) {
            known.push(topic_id);
          } else {
            topics.set(source_ref, [topic_id]);
          }
        }
        return topics;
      }),

    topicOf: (channelId, sourceRef) => database.read((reader) => readTopicsOf(reader, channelId, sourceRef)),

    readOutside: (channelId, options) => readOutsidePages(database, channelId, options),

    outsideDocument: (channelId, sourceRef) =>
      database.read(async (reader) => {
        const row = await reader
          .selectFrom('outside_documents')
          .selectAll()
          .where('channel_id', '=', channelId)
          .where('source_ref', '=', sourceRef)
          .executeTakeFirst();
        return row ? toOutsideDocument(row) : null;
      }),

    outsideOf: (channelId, sourceRefs) =>
      database.read(async (reader) => {
        const rows = await selectOutside(reader, [channelId], [...sourceRefs]);
        return new Map(rows.map((row) => [row.source_ref, toOutsideDocument(row)]));
      }),

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

function createSelectTopicsBetween() {
  return compiledQuery<ProcessingSchema, { source_ref: string; topic_id: string }>((database, [channelId, first, last]) =>
    database
      .selectFrom('topic_items')
      .innerJoin('topics', 'topics.topic_id', 'topic_items.topic_id')
      .select(['topic_items.source_ref', 'topic_items.topic_id'])
      .distinct()
      .where('topic_items.channel_id', '=', channelId as string)
      .where('topic_items.source_ref', '>=', first as string)
      .where('topic_items.source_ref', '<=', last as string)
      .where('topics.status', '<>', 'retired')
      .orderBy('topic_items.source_ref')
      .orderBy('topic_items.topic_id'),
  );
}

async function readTopicsOf(
  database: Kysely<ProcessingSchema>,
  channelId: string,
  sourceRef: string,
): Promise<TopicMembership[]> {
  const rows = await database
    .selectFrom('topic_items')
    .innerJoin('topics', 'topics.topic_id', 'topic_items.topic_id')
    .select(['topics.card', 'topic_items.item'])
    .where('topic_items.channel_id', '=', channelId)
    .where('topic_items.source_ref', '=', sourceRef)
    .where('topics.status', '<>', 'retired')
    .orderBy('topic_items.topic_id')
    .execute();
  return rows.map(({ card, item }) => ({ card: decodeJson<TopicCard>(card), item: decodeJson<TopicBundleItem>(item) }));
}

/** The bundle as it is stored with its topic: its list of items is empty, because they have rows of their own. */
async function readEmptyBundle(database: Kysely<ProcessingSchema>, topicId: string): Promise<TopicBundle | null> {
  const topic = await database.selectFrom('topics').select('bundle').where('topic_id', '=', topicId).executeTakeFirst();
  return topic === undefined || topic.bundle === null ? null : decodeJson<TopicBundle>(topic.bundle);
}

async function* readItemPages(
  database: SqlDatabase<ProcessingSchema>,
  topicId: string,
  { pageSize }: { pageSize: number },
): AsyncGenerator<TopicBundleItem[]> {
  for (let after: number | undefined = -1; after !== undefined; ) {
    const rows = await database.read((reader) =>
      reader
        .selectFrom('topic_items')
        .select(['position', 'item'])
        .where('topic_id', '=', topicId)
        .where('position', '>', after as number)
        .orderBy('position')
        .limit(pageSize)
        .execute(),
    );
    if (rows.length > 0) {
      yield rows.map((row) => decodeJson<TopicBundleItem>(row.item));
    }
    after = rows.length < pageSize ? undefined : rows.at(-1)?.position;
  }
}

async function* readOutsidePages(
  database: SqlDatabase<ProcessingSchema>,
  channelId: string,
  { pageSize, after: start = '' }: { pageSize: number; after?: string | undefined },
): AsyncGenerator<OutsideDocument[]> {
  for (let after: string | undefined = start; after !== undefined; ) {
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
      yield rows.map(toOutsideDocument);
    }
    after = rows.length < pageSize ? undefined : rows.at(-1)?.source_ref;
  }
}

function toOutsideDocument(row: OutsideDocumentsTable): OutsideDocument {
  return { sourceRef: row.source_ref, nearestTopicId: row.nearest_topic_id, score: row.score, reason: row.reason };
}
