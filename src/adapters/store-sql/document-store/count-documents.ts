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
  const place = sql<Place>`case
    when duplicate_of is not null then 'duplicate'
    when is_noise then 'noise'
    when exists (
      select 1 from topic_items
      join topics on topics.topic_id = topic_items.topic_id and topics.status <> 'retired'
      where topic_items.channel_id = documents.channel_id and topic_items.source_ref = documents.source_ref
    ) then 'in_topic'
    when exists (
      select 1 from outside_documents
      where outside_documents.channel_id = documents.channel_id and outside_documents.source_ref = documents.source_ref
    ) then 'outside_topics'
    else 'not_topicized' end`;
  const rows = await database
    .selectFrom('documents')
    .select(({ fn }) => [place.as('place'), fn.countAll<number>().as('count')])
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
