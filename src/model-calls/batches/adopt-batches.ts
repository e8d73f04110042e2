import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { ModelBatch } from '../../ports/model-batch-store.ts';
import { abandonBatch } from './abandon-batch.ts';
import type { ModelBatchDependencies } from './batch-dependencies.ts';
import { type OpenBatch, openBatch } from './open-batch.ts';

/** Results are kept by providers for 14 to 29 days; who asks something else meanwhile has no use for them. In milliseconds. */
const uselessAfterInMs = 14 * 86_400_000;

/**
 * The batches of a channel that earlier executions handed in and did not fetch. One whose id was not noted is looked for. Those with other
 * questions than are asked today are left alone, and given up when they are old.
 *
 * @throws TgParserError `model_*` when the provider does not say
 */
export async function adoptBatches(
  dependencies: ModelBatchDependencies,
  { channelId, promptId }: { channelId: string; promptId: string },
): Promise<OpenBatch[]> {
  const { batchStore, chat, clock } = dependencies;
  const adopted: OpenBatch[] = [];
  for (const batch of await batchStore.open(channelId)) {
    if (batch.provider === chat.provider && batch.model === chat.model && batch.promptId === promptId) {
      const batchId = batch.batchId ?? (await seek(dependencies, batch));
      if (batchId === null) {
        await abandonBatch(dependencies, batch, 'not handed in');
      } else {
        adopted.push(openBatch(batch, batchId, await keysOf(dependencies, batch)));
      }
    } else if (clock.now().getTime() - Date.parse(batch.submittedAt) > uselessAfterInMs) {
      await abandonBatch(dependencies, batch, 'out of date');
    }
  }
  return adopted;
}

async function seek({ batches, batchStore }: ModelBatchDependencies, batch: ModelBatch): Promise<string | null> {
  const { batchKey, submittedAt, requests } = batch;
  const batchId = await findUnlessNone();
  if (batchId !== null) {
    await batchStore.change(batchKey, { batchId, state: 'running' });
  }
  return batchId;

  /** A server without batches has none of ours, either. */
  async function findUnlessNone(): Promise<string | null> {
    try {
      return await batches.find({ batchKey, submittedAt: new Date(submittedAt), requests });
    } catch (error) {
      if (error instanceof TgParserError && error.code === 'model_request_invalid') {
        return null;
      }
      throw error;
    }
  }
}

async function keysOf({ batchStore }: ModelBatchDependencies, { batchKey }: ModelBatch): Promise<string[]> {
  const keys: string[] = [];
  for await (const page of batchStore.requests(batchKey)) {
    keys.push(...page.flatMap(({ items }) => items.map(({ key }) => key)));
  }
  return keys;
}
