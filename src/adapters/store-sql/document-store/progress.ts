import type { Insertable, Kysely, Transaction } from 'kysely';
import type { ProcessingProgress } from '../../../ports/document-store.ts';
import type { ProcessingProgressTable, ProcessingSchema } from '../schema/processing-schema.ts';

export async function readProgress(database: Kysely<ProcessingSchema>, channelId: string): Promise<ProcessingProgress> {
  const row = await database
    .selectFrom('processing_progress')
    .select(['settled_sequence', 'revision'])
    .where('channel_id', '=', channelId)
    .executeTakeFirst();
  return { settledSequence: row?.settled_sequence ?? 0, revision: row?.revision ?? 0 };
}

/** Sets some of the columns; the others keep their values, or begin at 0. */
export async function setProgress(
  transaction: Transaction<ProcessingSchema>,
  channelId: string,
  change: Partial<Omit<Insertable<ProcessingProgressTable>, 'channel_id'>>,
): Promise<void> {
  await transaction
    .insertInto('processing_progress')
    .values({ channel_id: channelId, settled_sequence: 0, revision: 0, duplicates_settled: false, ...change })
    .onConflict((conflict) => conflict.column('channel_id').doUpdateSet(change))
    .execute();
}

/** Says that documents of the channel changed. */
export async function raiseRevision(
  transaction: Transaction<ProcessingSchema>,
  channelId: string,
  { duplicatesSettled }: { duplicatesSettled: boolean },
): Promise<void> {
  const { revision } = await readProgress(transaction, channelId);
  await setProgress(transaction, channelId, { revision: revision + 1, duplicates_settled: duplicatesSettled });
}
