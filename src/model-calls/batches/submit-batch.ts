import { instantFromDate } from '../../domain/instant.ts';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { ChatRequest } from '../../ports/chat-model.ts';
import type { CallPurpose, ModelItem } from '../../ports/language-model.ts';
import type { BatchRequest, ModelBatch } from '../../ports/model-batch-store.ts';
import type { Ask } from '../ask.ts';
import type { CallRoom } from '../call-room.ts';
import { endsRun } from '../ends-run.ts';
import { mostCostOf } from '../most-cost-of.ts';
import type { PromptedTask } from '../prompted-task.ts';
import { abandonBatch } from './abandon-batch.ts';
import type { ModelBatchDependencies } from './batch-dependencies.ts';
import { handInBatch } from './hand-in-batch.ts';
import { type OpenBatch, openBatch } from './open-batch.ts';
import { requestIdOf } from './request-id.ts';
import { toBatchCall } from './to-batch-call.ts';

export interface SubmitOptions<Item extends ModelItem, Answer> {
  task: PromptedTask<Item, Answer>;
  room: CallRoom;
  purpose: CallPurpose;
  budgetUsd: number | null;
  signal: AbortSignal | undefined;
}

export type Submission =
  | { batch: OpenBatch }
  /** Budgets have room for so many of the requests; nothing was handed in. */
  | { fits: number }
  /** The provider does not take it. */
  | { refusal: TgParserError };

/**
 * Notes a batch, sets aside what it can cost, and hands it in, in this order: killed at any instant, it is found again, and nothing is
 * handed in that was not noted.
 *
 * @throws TgParserError what concerns every item; `model_*` and `retryable` when it is not known whether the provider took it
 */
export async function submitBatch<Item extends ModelItem, Answer>(
  dependencies: ModelBatchDependencies,
  packs: readonly Ask<Item>[][],
  options: SubmitOptions<Item, Answer>,
): Promise<Submission> {
  const { batchStore, clock, log } = dependencies;
  const batch = newBatch(dependencies, packs.length, options);
  const { asked, requests } = toRequests(batch.batchKey, packs, options);
  await batchStore.add(batch, asked);
  const fits = await setAside(dependencies, batch, { requests, budgetUsd: options.budgetUsd });
  if (fits < packs.length) {
    await abandonBatch(dependencies, batch, 'budget');
    return { fits };
  }
  let batchId: string;
  try {
    batchId = await handInBatch(dependencies, batch, { requests, signal: options.signal });
  } catch (error) {
    if (error instanceof TgParserError && !error.retryable && error.code.startsWith('model_')) {
      await abandonBatch(dependencies, batch, error.code);
      if (!endsRun(error)) {
        return { refusal: error };
      }
    }
    throw error;
  }
  await batchStore.change(batch.batchKey, { batchId, state: 'running' });
  const { provider, model } = batch;
  const items = packs.reduce((sum, pack) => sum + pack.length, 0);
  const tookInMs = clock.now().getTime() - Date.parse(batch.submittedAt);
  log.log('info', 'model_batch_submitted', {
    batch_id: batchId,
    provider,
    model,
    requests: packs.length,
    items,
    took_ms: tookInMs,
  });
  return {
    batch: openBatch(
      batch,
      batchId,
      packs.flat().map(({ key }) => key),
    ),
  };
}

function newBatch<Item extends ModelItem, Answer>(
  { newKey, chat, clock }: ModelBatchDependencies,
  requests: number,
  { task, purpose: { runId, channelId } }: SubmitOptions<Item, Answer>,
): ModelBatch {
  return {
    batchKey: newKey(),
    batchId: null,
    runId,
    channelId,
    provider: chat.provider,
    model: chat.model,
    task: task.name,
    promptId: task.origin.promptId,
    submittedAt: instantFromDate(clock.now()),
    state: 'submitting',
    requests,
  };
}

function toRequests<Item extends ModelItem, Answer>(
  batchKey: string,
  packs: readonly Ask<Item>[][],
  { task, room, purpose }: SubmitOptions<Item, Answer>,
): { asked: BatchRequest[]; requests: Map<string, ChatRequest> } {
  const asked: BatchRequest[] = [];
  const requests = new Map<string, ChatRequest>();
  for (const [place, pack] of packs.entries()) {
    const requestId = requestIdOf(batchKey, place);
    asked.push({ requestId, items: pack.map(({ key, item }, index) => ({ ordinal: String(index + 1), key, item })) });
    requests.set(requestId, task.toRequest(pack, { purpose, maxOutputTokens: room.maxOutputTokens(pack), repair: null }));
  }
  return { asked, requests };
}

/** @returns for how many of the requests, from the first on, budgets have room */
async function setAside(
  { callStore, limits, chat, clock }: ModelBatchDependencies,
  batch: ModelBatch,
  { requests, budgetUsd }: { requests: ReadonlyMap<string, ChatRequest>; budgetUsd: number | null },
): Promise<number> {
  let fits = 0;
  for (const [requestId, request] of requests) {
    const applying = limits({ purpose: request.purpose, budgetUsd }, clock.now());
    const call = toBatchCall(batch, { requestId, items: request.purpose.items });
    if (applying.length > 0 && (await callStore.reserve(call, mostCostOf(chat, request, 'batch'), applying)) !== null) {
      return fits;
    }
    fits += 1;
  }
  return fits;
}
