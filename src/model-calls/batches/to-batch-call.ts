import type { ModelBatch } from '../../ports/model-batch-store.ts';
import type { ModelCall } from '../../ports/model-call-store.ts';
import { stepOfTask } from '../step-of-task.ts';

/** A request of a batch as it stands on the bill: of the run that handed the batch in, when it did. */
export function toBatchCall(batch: ModelBatch, { requestId, items }: { requestId: string; items: number }): ModelCall {
  const { runId, channelId, provider, model, task, promptId, submittedAt } = batch;
  const startedAt = new Date(submittedAt);
  return {
    callId: requestId,
    ...{ runId, step: stepOfTask(task), channelId, provider, model, task, promptId },
    ...{ via: 'batch', items, startedAt },
  };
}
