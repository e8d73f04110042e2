import { type Kysely, sql } from 'kysely';
import type { Ledger, SkipReason } from '../../../domain/message-state.ts';
import type { DocumentCounts } from '../../../ports/document-store.ts';
import type { ProcessingSchema } from '../schema/processing-schema.ts';

export async function countDocuments(database: Kysely<ProcessingSchema>, channelId: string): Promise<DocumentCounts> {
  const groups = await database
    .selectFrom('documents')
    .select(({ fn }) => [
      'language',
      fn.countAll<number>().as('documents'),
      fn.sum<number>(sql`case when is_noise then 1 else 0 end`).as('noise'),
      fn.count<number>('duplicate_of').as('duplicates'),
    ])
    .where('channel_id', '=', channelId)
    .groupBy('language')
    .orderBy('language')
    .execute();
  const { failed, ...skipped } = await countWithoutDocument(database, channelId);
  const sum = (column: 'documents' | 'noise' | 'duplicates') =>
    groups.reduce((total, group) => total + Number(group[column]), 0);
  return {
    documents: sum('documents'),
    noise: sum('noise'),
    duplicates: sum('duplicates'),
    failed,
    skipped,
    byLanguage: Object.fromEntries(groups.map((group) => [group.language, Number(group.documents)])),
  };
}

type Place = 'in_topic' | 'outside_topics' | 'duplicate' | 'noise' | 'not_topicized';

/**
 * Each document is in one place: what repeats another is a duplicate, also when it is noise or still stands in a topic; then comes
 * noise; then what the last catalogue said.
 */
export async function readLedger(database: Kysely<ProcessingSchema>, channelId: string): Promise<Ledger> {
  // Tables are named through the builder, never in plain SQL: PostgreSQL wants their schema before them.
  const rows = await database
    .selectFrom('documents')
    .select(({ fn, eb, exists, selectFrom }) => {
      const topicItem = selectFrom('topic_items')
        .innerJoin('topics', 'topics.topic_id', 'topic_items.topic_id')
        .select(sql.lit(1).as('one'))
        .where('topics.status', '<>', 'retired')
        .whereRef('topic_items.channel_id', '=', 'documents.channel_id')
        .whereRef('topic_items.source_ref', '=', 'documents.source_ref');
      const outsideDocument = selectFrom('outside_documents')
        .select(sql.lit(1).as('one'))
        .whereRef('outside_documents.channel_id', '=', 'documents.channel_id')
        .whereRef('outside_documents.source_ref', '=', 'documents.source_ref');
      const place = eb
        .case()
        .when('duplicate_of', 'is not', null)
        .then(sql.lit<Place>('duplicate'))
        .when(sql<boolean>`is_noise`)
        .then(sql.lit<Place>('noise'))
        .when(exists(topicItem))
        .then(sql.lit<Place>('in_topic'))
        .when(exists(outsideDocument))
        .then(sql.lit<Place>('outside_topics'))
        .else(sql.lit<Place>('not_topicized'))
        .end();
      return [place.as('place'), fn.countAll<number>().as('count')];
    })
    .where('channel_id', '=', channelId)
    .groupBy('place')
    .execute();
  const ledger: Ledger = {
    raw_messages: 0,
    in_topic: 0,
    outside_topics: 0,
    duplicate: 0,
    noise: 0,
    ...(await countWithoutDocument(database, channelId)),
    not_topicized: 0,
    unprocessed: 0,
  };
  for (const row of rows) {
    ledger[row.place] = Number(row.count);
  }
  return ledger;
}

async function countWithoutDocument(
  database: Kysely<ProcessingSchema>,
  channelId: string,
): Promise<Record<SkipReason | 'failed', number>> {
  const rows = await database
    .selectFrom('message_states')
    .select(({ fn }) => ['state', 'skip_reason', fn.countAll<number>().as('count')])
    .where('channel_id', '=', channelId)
    .where('state', '<>', 'documented')
    .groupBy(['state', 'skip_reason'])
    .execute();
  const counts = { without_text: 0, album_member: 0, service: 0, failed: 0 };
  for (const { state, skip_reason, count } of rows) {
    counts[state === 'failed' || skip_reason === null ? 'failed' : skip_reason] += Number(count);
  }
  return counts;
}
