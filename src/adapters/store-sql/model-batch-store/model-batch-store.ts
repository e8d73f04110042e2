import type { Selectable } from 'kysely';
import type { BatchRequest, ModelBatch, ModelBatchStore } from '../../../ports/model-batch-store.ts';
import { decodeInstant, decodeJson } from '../decode-column.ts';
import { insertRows } from '../insert-rows.ts';
import type { ModelBatchesTable, ProcessingSchema } from '../schema/processing-schema.ts';
import type { SqlDatabase } from '../sql-database.ts';

const pageSize = 200;

export function createModelBatchStore(database: SqlDatabase<ProcessingSchema>): ModelBatchStore {
  const insertRequests = insertRows<ProcessingSchema, 'model_batch_requests'>('model_batch_requests', [
    'batch_key',
    'request_id',
    'items',
  ]);
  return {
    add: (batch, requests) =>
      database.write(async (transaction) => {
        await transaction
          .insertInto('model_batches')
          .values({
            batch_key: batch.batchKey,
            batch_id: batch.batchId,
            run_id: batch.runId,
            channel_id: batch.channelId,
            provider: batch.provider,
            model: batch.model,
            task: batch.task,
            prompt_id: batch.promptId,
            submitted_at: batch.submittedAt,
            state: batch.state,
            requests: batch.requests,
          })
          .execute();
        await insertRequests(
          transaction,
          requests.map(({ requestId, items }) => ({
            batch_key: batch.batchKey,
            request_id: requestId,
            items: JSON.stringify(items),
          })),
        );
      }),

    change: (batchKey, { batchId, state }) =>
      database.write(async (transaction) => {
        await transaction
          .updateTable('model_batches')
          .set({ ...(batchId === undefined ? {} : { batch_id: batchId }), ...(state === undefined ? {} : { state }) })
          .where('batch_key', '=', batchKey)
          .execute();
        if (state === 'fetched' || state === 'abandoned') {
          await transaction.deleteFrom('model_batch_requests').where('batch_key', '=', batchKey).execute();
        }
      }),

    open: (channelId) =>
      database.read(async (reader) => {
        const rows = await reader
          .selectFrom('model_batches')
          .selectAll()
          .where('channel_id', '=', channelId)
          .where('state', 'in', ['submitting', 'running'])
          .orderBy('submitted_at')
          .orderBy('batch_key')
          .execute();
        return rows.map(toBatch);
      }),

    async *requests(batchKey) {
      for (let after: string | undefined = ''; after !== undefined; ) {
        const from: string = after;
        const rows = await database.read((reader) =>
          reader
            .selectFrom('model_batch_requests')
            .select(['request_id', 'items'])
            .where('batch_key', '=', batchKey)
            .where('request_id', '>', from)
            .orderBy('request_id')
            .limit(pageSize)
            .execute(),
        );
        if (rows.length > 0) {
          yield rows.map((row) => ({ requestId: row.request_id, items: decodeJson<BatchRequest['items']>(row.items) }));
        }
        after = rows.length < pageSize ? undefined : rows.at(-1)?.request_id;
      }
    },

    removeChannel: (channelId) =>
      database.write(async (transaction) => {
        await transaction
          .deleteFrom('model_batch_requests')
          .where('batch_key', 'in', (select) =>
            select.selectFrom('model_batches').select('batch_key').where('channel_id', '=', channelId),
          )
          .execute();
        await transaction.deleteFrom('model_batches').where('channel_id', '=', channelId).execute();
      }),
  };
}

function toBatch(row: Selectable<ModelBatchesTable>): ModelBatch {
  return {
    batchKey: row.batch_key,
    batchId: row.batch_id,
    runId: row.run_id,
    channelId: row.channel_id,
    provider: row.provider,
    model: row.model,
    task: row.task,
    promptId: row.prompt_id,
    submittedAt: decodeInstant(row.submitted_at),
    state: row.state,
    requests: row.requests,
  };
}
