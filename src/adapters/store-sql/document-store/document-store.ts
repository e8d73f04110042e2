import type { Selectable } from 'kysely';
import type { Failure } from '../../../domain/failure.ts';
import type { ProcessedDocument } from '../../../domain/processed-document.ts';
import { parseSourceRef } from '../../../domain/source-ref.ts';
import type { DocumentStore } from '../../../ports/document-store.ts';
import { decodeInstant, decodeNullableInstant } from '../decode-column.ts';
import type { FailuresTable, ProcessingSchema } from '../schema/processing-schema.ts';
import { decodeSpace, encodeSpace } from '../space-code.ts';
import type { SqlDatabase } from '../sql-database.ts';
import { writeChannel } from '../write-channel.ts';
import { countDocuments, readLedger } from './count-documents.ts';
import { createDocumentQueries } from './document-queries.ts';
import { readProgress, setProgress } from './progress.ts';
import { readDocumentPages, readDocumentPagesInOrder, toDocument } from './read-documents.ts';
import { saveChunk } from './save-chunk.ts';
import { settleDuplicates } from './settle-duplicates.ts';

export function createDocumentStore(database: SqlDatabase<ProcessingSchema>): DocumentStore {
  const queries = createDocumentQueries();
  return {
    progress: (channelId) => database.read((reader) => readProgress(reader, channelId)),

    states: (channelId, space, firstId, lastId) =>
      database.read(async (reader) => {
        const rows = await reader
          .selectFrom('message_states')
          .selectAll()
          .where('channel_id', '=', channelId)
          .where('space', '=', encodeSpace(space))
          .where('message_id', '>=', firstId)
          .where('message_id', '<=', lastId)
          .orderBy('message_id')
          .execute();
        return rows.map((row) => ({
          space,
          messageId: row.message_id,
          state: row.state,
          skipReason: row.skip_reason,
          fingerprint: row.fingerprint,
        }));
      }),

    saveChunk: (channelId, chunk) =>
      writeChannel(database, channelId, (transaction) => saveChunk({ transaction, queries, channelId }, chunk)),

    settleDuplicates: (channelId) =>
      writeChannel(database, channelId, (transaction) => settleDuplicates({ transaction, queries, channelId })),

    setSettledSequence: (channelId, sequence) =>
      writeChannel(database, channelId, (transaction) => setProgress(transaction, channelId, { settled_sequence: sequence })),

    readDocuments: (channelId, options) => readDocumentPages(database, channelId, options),
    readDocumentsInOrder: (channelId, options) => readDocumentPagesInOrder(database, channelId, options),

    getDocuments: (sourceRefs) =>
      database.read(async (reader) => {
        const documents = new Map<string, ProcessedDocument>();
        for (const [channelId, refs] of groupByChannel(sourceRefs)) {
          for (const row of await queries.documentsByRef(reader, [channelId], refs)) {
            documents.set(row.source_ref, toDocument(row));
          }
        }
        return documents;
      }),

    counts: (channelId) => database.read((reader) => countDocuments(reader, channelId)),
    ledger: (channelId) => database.read((reader) => readLedger(reader, channelId)),

    failure: (channelId, space, messageId) =>
      database.read(async (reader) => {
        const row = await reader
          .selectFrom('failures')
          .selectAll()
          .where('channel_id', '=', channelId)
          .where('space', '=', encodeSpace(space))
          .where('message_id', '=', messageId)
          .executeTakeFirst();
        return row ? toFailure(row) : null;
      }),

    failures: (channelId, { limit }) =>
      database.read(async (reader) => {
        const rows = await reader
          .selectFrom('failures')
          .selectAll()
          .where('channel_id', '=', channelId)
          .orderBy('space')
          .orderBy('message_id')
          .limit(limit)
          .execute();
        return rows.map(toFailure);
      }),

    failedMessageIds: (channelId, { dueAt } = {}) =>
      database.read(async (reader) => {
        const failures = reader.selectFrom('failures').select(['space', 'message_id']).where('channel_id', '=', channelId);
        const rows = await (dueAt === undefined ? failures : failures.where('next_attempt_at', '<=', dueAt))
          .orderBy('space')
          .orderBy('message_id')
          .execute();
        return rows.map((row) => ({ space: decodeSpace(row.space), messageId: row.message_id }));
      }),

    removeChannel: (channelId) =>
      writeChannel(database, channelId, async (transaction) => {
        const tables = ['failures', 'document_sketches', 'documents', 'message_states', 'processing_progress'] as const;
        for (const table of tables) {
          await transaction.deleteFrom(table).where('channel_id', '=', channelId).execute();
        }
      }),
  };
}

function groupByChannel(sourceRefs: string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const sourceRef of sourceRefs) {
    const { channelId } = parseSourceRef(sourceRef);
    const group = groups.get(channelId) ?? [];
    group.push(sourceRef);
    groups.set(channelId, group);
  }
  return groups;
}

function toFailure(row: Selectable<FailuresTable>): Failure {
  return {
    sourceRef: row.source_ref,
    step: row.step,
    failureClass: row.failure_class,
    message: row.message,
    attempts: row.attempts,
    failedAt: decodeInstant(row.failed_at),
    nextAttemptAt: decodeNullableInstant(row.next_attempt_at),
  };
}
