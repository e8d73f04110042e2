import type { Kysely } from 'kysely';
import { insertRows } from '../insert-rows.ts';
import { listQuery } from '../list-query.ts';
import type { ProcessingSchema } from '../schema/processing-schema.ts';

type DatabaseOfProcessing = Kysely<ProcessingSchema>;
type ChannelAndSpace = readonly [channelId: string, space: 0 | 1];

const key = ['channel_id', 'space', 'message_id'] as const;
const stateColumns = [...key, 'state', 'skip_reason', 'fingerprint'] as const;
const documentColumns = [...key, 'source_ref', 'date', 'language', 'is_noise', 'duplicate_of', 'record'] as const;
const failureColumns = [
  ...key,
  'source_ref',
  'step',
  'failure_class',
  'message',
  'attempts',
  'failed_at',
  'next_attempt_at',
] as const;

/** The queries of the write path, and look-ups by list. Each is compiled once for a store. */
export function createDocumentQueries() {
  return {
    saveStates: insertRows<ProcessingSchema, 'message_states'>('message_states', stateColumns, (insert) =>
      insert.onConflict((conflict) =>
        conflict.columns(key).doUpdateSet((row) => ({
          state: row.ref('excluded.state'),
          skip_reason: row.ref('excluded.skip_reason'),
          fingerprint: row.ref('excluded.fingerprint'),
        })),
      ),
    ),

    saveDocuments: insertRows<ProcessingSchema, 'documents'>('documents', documentColumns, (insert) =>
      insert.onConflict((conflict) =>
        conflict.columns(key).doUpdateSet((row) => ({
          date: row.ref('excluded.date'),
          language: row.ref('excluded.language'),
          is_noise: row.ref('excluded.is_noise'),
          duplicate_of: row.ref('excluded.duplicate_of'),
          record: row.ref('excluded.record'),
        })),
      ),
    ),

    saveFailures: insertRows<ProcessingSchema, 'failures'>('failures', failureColumns, (insert) =>
      insert.onConflict((conflict) =>
        conflict.columns(key).doUpdateSet((row) => ({
          step: row.ref('excluded.step'),
          failure_class: row.ref('excluded.failure_class'),
          message: row.ref('excluded.message'),
          attempts: row.ref('excluded.attempts'),
          failed_at: row.ref('excluded.failed_at'),
          next_attempt_at: row.ref('excluded.next_attempt_at'),
        })),
      ),
    ),

    saveSketches: insertRows<ProcessingSchema, 'document_sketches'>(
      'document_sketches',
      ['channel_id', 'sketch_key', 'space', 'message_id'],
      (insert) => insert.onConflict((conflict) => conflict.doNothing()),
    ),

    deleteDocuments: listQuery((database: DatabaseOfProcessing, [channelId, space]: ChannelAndSpace, ids: number[]) =>
      database
        .deleteFrom('documents')
        .where('channel_id', '=', channelId)
        .where('space', '=', space)
        .where('message_id', 'in', ids)
        .returning('message_id'),
    ),

    deleteSketches: listQuery((database: DatabaseOfProcessing, [channelId, space]: ChannelAndSpace, ids: number[]) =>
      database
        .deleteFrom('document_sketches')
        .where('channel_id', '=', channelId)
        .where('space', '=', space)
        .where('message_id', 'in', ids),
    ),

    deleteFailures: listQuery((database: DatabaseOfProcessing, [channelId, space]: ChannelAndSpace, ids: number[]) =>
      database
        .deleteFrom('failures')
        .where('channel_id', '=', channelId)
        .where('space', '=', space)
        .where('message_id', 'in', ids),
    ),

    documentsByRef: listQuery((database: DatabaseOfProcessing, [channelId]: readonly [string], sourceRefs: string[]) =>
      database
        .selectFrom('documents')
        .select(['source_ref', 'duplicate_of', 'record'])
        .where('channel_id', '=', channelId)
        .where('source_ref', 'in', sourceRefs),
    ),

    sketchMembers: listQuery((database: DatabaseOfProcessing, [channelId]: readonly [string], keys: string[]) =>
      database
        .selectFrom('document_sketches')
        .select(['sketch_key', 'space', 'message_id'])
        .where('channel_id', '=', channelId)
        .where('sketch_key', 'in', keys),
    ),
  };
}

export type DocumentQueries = ReturnType<typeof createDocumentQueries>;
