import { costOf } from '../../domain/model-price.ts';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { ChatAnswer } from '../../ports/chat-model.ts';
import type { ModelItem, ModelTask } from '../../ports/language-model.ts';
import type { BatchRequest } from '../../ports/model-batch-store.ts';
import type { ModelCallResult, ModelCallStore } from '../../ports/model-call-store.ts';
import { newAsk } from '../ask.ts';
import { callOutcome } from '../call-outcome.ts';
import type { CallRoom } from '../call-room.ts';
import { mostCostOf } from '../most-cost-of.ts';
import type { PromptedTask } from '../prompted-task.ts';
import { stepOfTask } from '../step-of-task.ts';
import { abandonBatch } from './abandon-batch.ts';
import type { ModelBatchDependencies } from './batch-dependencies.ts';
import type { OpenBatch } from './open-batch.ts';
import { toBatchCall } from './to-batch-call.ts';

export interface FetchDependencies<Item extends ModelItem, Answer> extends ModelBatchDependencies {
  task: PromptedTask<Item, Answer>;
  item: ModelTask<Item, Answer>['item'];
  room: CallRoom;
  calls: Pick<ModelCallStore, 'saveAnswers'>;
}

export interface FetchedBatch {
  answeredItems: number;
  /** US dollars; null when a price is unknown. */
  costUsd: number | null;
  /** False when nothing of it came back. */
  isFetched: boolean;
}

/**
 * Takes over what a batch that ended brought: bills and answers. What it did not bring, or not in a form that can be used, is left to
 * direct calls. May be repeated after it was cut off anywhere: bills count once, and an answer replaces itself.
 *
 * @throws TgParserError `model_*` when the provider does not hand the results out, `storage_*`
 */
export async function fetchBatch<Item extends ModelItem, Answer>(
  dependencies: FetchDependencies<Item, Answer>,
  batch: OpenBatch,
): Promise<FetchedBatch> {
  const { batches, batchStore, callStore, chat, clock, log } = dependencies;
  const waiting = await readRequests(dependencies, batch);
  const fetched = { answeredItems: 0, costUsd: 0 as number | null };
  let results = 0;
  for await (const result of batches.results(batch.batchId)) {
    const items = waiting.get(result.requestId);
    if (items === undefined) {
      continue;
    }
    waiting.delete(result.requestId);
    results += 1;
    const bill = 'answer' in result ? await takeAnswer(result.answer, items) : ofError(result.error);
    const durationMs = clock.now().getTime() - Date.parse(batch.submittedAt);
    const call = toBatchCall(batch, { requestId: result.requestId, items: items.length });
    await callStore.record(call, { ...bill, durationMs });
    fetched.costUsd = fetched.costUsd === null || bill.costUsd === null ? null : fetched.costUsd + bill.costUsd;
  }
  const isFetched = results > 0;
  if (isFetched) {
    await callStore.release([...waiting.keys()]);
    await batchStore.change(batch.batchKey, { state: 'fetched' });
  } else {
    await abandonBatch(dependencies, batch, 'no results');
  }
  log.log('info', 'model_batch_fetched', {
    batch_id: batch.batchId,
    provider: chat.provider,
    model: chat.model,
    requests: batch.requests,
    results,
    answered_items: fetched.answeredItems,
  });
  return { ...fetched, isFetched };

  async function takeAnswer(answer: ChatAnswer, items: BatchRequest['items']): Promise<Omit<ModelCallResult, 'durationMs'>> {
    const { task, item, room, calls } = dependencies;
    const asks = items.map((each) => newAsk(task.prepare(item.parse(each.item))));
    const { answered } = task.read(answer.text, asks);
    await calls.saveAnswers(answered.map(({ question, answer: content }) => ({ key: question.key, answer: content })));
    fetched.answeredItems += answered.length;
    const { usage } = answer;
    const { price } = chat.facts;
    return { outcome: callOutcome(answer), usage, costUsd: usage && price ? costOf(usage, price, 'batch') : mostCost() };

    /** What nobody counted is billed with the most that it can cost, if that can be said. */
    function mostCost(): number | null {
      const { runId, channelId } = batch;
      const purpose = { runId, step: stepOfTask(batch.task), channelId };
      const request = task.toRequest(asks, { purpose, maxOutputTokens: room.maxOutputTokens(asks), repair: null });
      return price === null ? null : mostCostOf(chat, request, 'batch');
    }
  }
}

function ofError(error: Error): Omit<ModelCallResult, 'durationMs'> {
  return { outcome: error instanceof TgParserError ? error.code : 'internal', usage: null, costUsd: 0 };
}

async function readRequests(
  { batchStore }: ModelBatchDependencies,
  { batchKey }: OpenBatch,
): Promise<Map<string, BatchRequest['items']>> {
  const requests = new Map<string, BatchRequest['items']>();
  for await (const page of batchStore.requests(batchKey)) {
    for (const { requestId, items } of page) {
      requests.set(requestId, items);
    }
  }
  return requests;
}
