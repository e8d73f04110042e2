import type { Transaction } from 'kysely';
import type { TopicBundle, TopicBundleItem, TopicCard } from '../../../domain/topic-card.ts';
import type { Catalogue, CatalogueOrigin, OutsideDocument } from '../../../ports/topic-store.ts';
import { insertRows } from '../insert-rows.ts';
import type { ProcessingSchema } from '../schema/processing-schema.ts';
import { itemPositions } from './item-positions.ts';

export const topicColumns = ['topic_id', 'channel_id', 'status', 'card', 'bundle'] as const;
const itemColumns = ['topic_id', 'position', 'channel_id', 'source_ref', 'item'] as const;
export const outsideColumns = ['channel_id', 'source_ref', 'nearest_topic_id', 'score', 'reason'] as const;
const versionColumns = ['topic_id', 'version', 'channel_id', 'recorded_at', 'run_id', 'change', 'reason', 'card'] as const;

/** Compiled once for a store, never for the module: two stores may be on two engines. */
export function createCatalogueQueries() {
  return {
    insertTopics: insertRows<ProcessingSchema, 'topics'>('topics', topicColumns),
    insertItems: insertRows<ProcessingSchema, 'topic_items'>('topic_items', itemColumns),
    insertOutside: insertRows<ProcessingSchema, 'outside_documents'>('outside_documents', outsideColumns),
    insertVersions: insertRows<ProcessingSchema, 'topic_versions'>('topic_versions', versionColumns),
  };
}

export interface CatalogueContext {
  transaction: Transaction<ProcessingSchema>;
  queries: ReturnType<typeof createCatalogueQueries>;
  channelId: string;
}

/** Puts a whole catalogue in the place of the one before; the history of its topics grows. */
export async function replaceCatalogue(context: CatalogueContext, catalogue: Catalogue): Promise<void> {
  const { transaction, queries, channelId } = context;
  await deleteCatalogue(transaction, channelId);
  await transaction
    .insertInto('catalogues')
    .values({ channel_id: channelId, ...toOriginColumns(catalogue.origin) })
    .execute();
  await saveLearnt(context, catalogue.learnt ?? null);
  await insertTopicRows(context, catalogue);
  await queries.insertOutside(
    transaction,
    catalogue.outside.map((document) => toOutsideRow(channelId, document)),
  );
  await addVersions(context, catalogue.versions);
}

export function toOriginColumns({ documentsRevision, rawSequence, parametersHash, foundedDocuments, runId }: CatalogueOrigin) {
  return {
    documents_revision: documentsRevision,
    raw_sequence: rawSequence,
    parameters_hash: parametersHash,
    run_id: runId,
    founded_documents: foundedDocuments,
  };
}

/** In the place of what was learnt before. */
export async function saveLearnt(
  { transaction, channelId }: Pick<CatalogueContext, 'transaction' | 'channelId'>,
  learnt: Uint8Array | null,
): Promise<void> {
  await transaction.deleteFrom('learnt_catalogues').where('channel_id', '=', channelId).execute();
  if (learnt !== null) {
    await transaction.insertInto('learnt_catalogues').values({ channel_id: channelId, learnt }).execute();
  }
}

/** All but the history of the topics. */
export async function deleteCatalogue(transaction: Transaction<ProcessingSchema>, channelId: string): Promise<void> {
  for (const table of ['topic_items', 'topics', 'outside_documents', 'learnt_catalogues', 'catalogues'] as const) {
    await transaction.deleteFrom(table).where('channel_id', '=', channelId).execute();
  }
}

async function insertTopicRows(context: CatalogueContext, { cards, bundles }: Catalogue): Promise<void> {
  const { transaction, queries, channelId } = context;
  const bundleOf = new Map(bundles.map((bundle) => [bundle.topic_id, bundle]));
  await queries.insertTopics(
    transaction,
    cards.map((card) => toTopicRow(channelId, card, bundleOf.get(card.id) ?? null)),
  );
  await insertItemRows(context, bundles);
}

export function toTopicRow(channelId: string, card: TopicCard, bundle: TopicBundle | null) {
  return {
    topic_id: card.id,
    channel_id: channelId,
    status: card.status,
    card: JSON.stringify(card),
    bundle: bundle ? JSON.stringify({ ...bundle, items: [] }) : null,
  };
}

export function toOutsideRow(channelId: string, document: OutsideDocument) {
  return {
    channel_id: channelId,
    source_ref: document.sourceRef,
    nearest_topic_id: document.nearestTopicId,
    score: document.score,
    reason: document.reason,
  };
}

export async function insertItemRows(
  { transaction, queries, channelId }: CatalogueContext,
  bundles: TopicBundle[],
): Promise<void> {
  for (const { topic_id, items } of bundles) {
    const positions = itemPositions(items);
    await queries.insertItems(
      transaction,
      items.map((item, place) => toItemRow({ channelId, topicId: topic_id }, item, positions[place] ?? 0)),
    );
  }
}

export function toItemRow(
  { channelId, topicId }: { channelId: string; topicId: string },
  item: TopicBundleItem,
  position: number,
) {
  return { topic_id: topicId, position, channel_id: channelId, source_ref: item.source_ref, item: JSON.stringify(item) };
}

export async function addVersions(
  { transaction, queries, channelId }: CatalogueContext,
  versions: Catalogue['versions'],
): Promise<void> {
  const rows = await transaction
    .selectFrom('topic_versions')
    .select(({ fn }) => ['topic_id', fn.max('version').as('last')])
    .where('channel_id', '=', channelId)
    .groupBy('topic_id')
    .execute();
  const lastOf = new Map(rows.map((row) => [row.topic_id, row.last]));
  await queries.insertVersions(
    transaction,
    versions.map(({ topicId, at, runId, change, reason, card }) => {
      const version = (lastOf.get(topicId) ?? 0) + 1;
      lastOf.set(topicId, version);
      return {
        topic_id: topicId,
        version,
        channel_id: channelId,
        recorded_at: at,
        run_id: runId,
        change,
        reason,
        card: JSON.stringify(card),
      };
    }),
  );
}
