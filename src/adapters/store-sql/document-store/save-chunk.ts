import type { Transaction } from 'kysely';
import { type MessageSpace, parseSourceRef } from '../../../domain/source-ref.ts';
import type { MessageState, ProcessedChunk } from '../../../ports/document-store.ts';
import type { ProcessingSchema } from '../schema/processing-schema.ts';
import { encodeSpace } from '../space-code.ts';
import type { DocumentQueries } from './document-queries.ts';
import { raiseRevision } from './progress.ts';

export interface SaveContext {
  transaction: Transaction<ProcessingSchema>;
  queries: DocumentQueries;
  channelId: string;
}

/** Stores what became of some messages, and takes away what earlier outcomes of the same messages left behind. */
export async function saveChunk(context: SaveContext, { states, documents, failures }: ProcessedChunk): Promise<void> {
  const { transaction, queries, channelId } = context;
  await queries.saveStates(
    transaction,
    states.map(({ space, messageId, state, skipReason, fingerprint }) => ({
      channel_id: channelId,
      space: encodeSpace(space),
      message_id: messageId,
      state,
      skip_reason: skipReason,
      fingerprint,
    })),
  );
  const removed = await removeOutdated(context, states);
  await saveDocuments(context, documents);
  await queries.saveFailures(
    transaction,
    failures.map((failure) => ({
      ...toKey(failure.sourceRef),
      step: failure.step,
      failure_class: failure.failureClass,
      message: failure.message,
      attempts: failure.attempts,
      failed_at: failure.failedAt,
      next_attempt_at: failure.nextAttemptAt,
    })),
  );
  if (removed > 0 || documents.length > 0) {
    await raiseRevision(transaction, channelId, { duplicatesSettled: false });
  }
}

/** @returns how many documents went away */
async function removeOutdated({ transaction, queries, channelId }: SaveContext, states: MessageState[]): Promise<number> {
  let removed = 0;
  for (const space of ['post', 'comment'] as const) {
    const of = [channelId, encodeSpace(space)] as const;
    const withoutDocument = idsOf(states, space, (state) => state !== 'documented');
    removed += (await queries.deleteDocuments(transaction, of, withoutDocument)).length;
    await queries.deleteSketches(transaction, of, withoutDocument);
    await queries.deleteFailures(
      transaction,
      of,
      idsOf(states, space, (state) => state !== 'failed'),
    );
  }
  return removed;
}

async function saveDocuments(
  { transaction, queries, channelId }: SaveContext,
  documents: ProcessedChunk['documents'],
): Promise<void> {
  const rows = documents.map(({ document }) => ({
    ...toKey(document.source_ref),
    date: document.date,
    language: document.language,
    is_noise: document.noise.is_noise,
    duplicate_of: document.duplicate_of,
    record: JSON.stringify(document),
  }));
  for (const space of [0, 1] as const) {
    const ids = rows.filter((row) => row.space === space).map((row) => row.message_id);
    await queries.deleteSketches(transaction, [channelId, space], ids);
  }
  await queries.saveDocuments(transaction, rows);
  await queries.saveSketches(
    transaction,
    documents.flatMap(({ document, sketch }) => {
      const { channel_id, space, message_id } = toKey(document.source_ref);
      return sketch.map((sketch_key) => ({ channel_id, sketch_key, space, message_id }));
    }),
  );
}

function toKey(sourceRef: string) {
  const { channelId, space, messageId } = parseSourceRef(sourceRef);
  return { channel_id: channelId, space: encodeSpace(space), message_id: messageId, source_ref: sourceRef };
}

function idsOf(states: MessageState[], space: MessageSpace, isWanted: (state: MessageState['state']) => boolean): number[] {
  return states.filter((state) => state.space === space && isWanted(state.state)).map((state) => state.messageId);
}
