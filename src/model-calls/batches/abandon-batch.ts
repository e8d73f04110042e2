import type { ModelBatch } from '../../ports/model-batch-store.ts';
import type { ModelBatchDependencies } from './batch-dependencies.ts';

/** Gives a batch up: its questions are free to be asked elsewhere, and what was set aside for it is given back. */
export async function abandonBatch(
  { batchStore, callStore, log }: Pick<ModelBatchDependencies, 'batchStore' | 'callStore' | 'log'>,
  { batchKey, batchId, provider, model, requests }: ModelBatch,
  reason: string,
): Promise<void> {
  for await (const page of batchStore.requests(batchKey)) {
    await callStore.release(page.map(({ requestId }) => requestId));
  }
  await batchStore.change(batchKey, { state: 'abandoned' });
  log.log('warn', 'model_batch_abandoned', { batch_key: batchKey, batch_id: batchId, provider, model, requests, reason });
}
