import { TgParserError } from '../../domain/tg-parser-error.ts';
import { backoffInMs } from '../../lib/backoff.ts';
import type { ChatRequest } from '../../ports/chat-model.ts';
import type { ModelBatch } from '../../ports/model-batch-store.ts';
import { callInterrupted } from '../call-interrupted.ts';
import type { ModelBatchDependencies } from './batch-dependencies.ts';

/**
 * Hands a batch in. After an attempt of which nobody knows what became of it, it is looked for before it is handed in again: it would be
 * paid twice.
 *
 * @returns the provider's id of it
 * @throws TgParserError `model_*`; `interrupted` when the signal ends a wait
 */
export async function handInBatch(
  { batches, delay, policy, log }: Pick<ModelBatchDependencies, 'batches' | 'delay' | 'policy' | 'log'>,
  batch: ModelBatch,
  { requests, signal }: { requests: ReadonlyMap<string, ChatRequest>; signal: AbortSignal | undefined },
): Promise<string> {
  const sought = { batchKey: batch.batchKey, submittedAt: new Date(batch.submittedAt), requests: requests.size };
  for (let attempt = 1; ; attempt += 1) {
    try {
      const found = attempt === 1 ? null : await batches.find(sought);
      return found ?? (await batches.submit(batch.batchKey, requests)).batchId;
    } catch (error) {
      if (!(error instanceof TgParserError) || !error.retryable || attempt >= policy.maxAttempts) {
        throw error;
      }
      const waitInMs = Math.max(error.retryAfterMs ?? 0, backoffInMs(attempt, policy));
      log.log('warn', 'model_batch_waits', { batch_key: batch.batchKey, code: error.code, wait_ms: waitInMs, attempt });
      await delay(waitInMs, signal);
      if (signal?.aborted) {
        throw callInterrupted();
      }
    }
  }
}
