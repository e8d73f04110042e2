import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { BatchOptions, BatchProgress, ModelItem } from '../../ports/language-model.ts';
import type { ModelCallStore } from '../../ports/model-call-store.ts';
import type { Ask } from '../ask.ts';
import { abandonBatch } from './abandon-batch.ts';
import { adoptBatches } from './adopt-batches.ts';
import { createBatchDrafts } from './draft-batches.ts';
import { type FetchDependencies, fetchBatch } from './fetch-batch.ts';
import type { OpenBatch } from './open-batch.ts';
import { submitBatch } from './submit-batch.ts';

export interface FillDependencies<Item extends ModelItem, Answer> extends FetchDependencies<Item, Answer> {
  calls: Pick<ModelCallStore, 'findAnswers' | 'saveAnswers'>;
}

/** Questions and answers of a batch are held in memory for a moment. */
const mostRequestsABatch = 2_000;
/** Batches under way at a time; providers limit what may wait. */
const mostOpen = 8;
/** Batches are looked at after this time first, then less and less often. */
const firstPollInMs = 5_000;
const pollGrowth = 1.5;
/** A provider that cannot be reached for so long is waited for no more; the batch is kept. */
const patienceInMs = 3_600_000;

/**
 * Orders answers in batches, waits for them and keeps them. Several batches are under way at a time; items are read as there is room for
 * them. Ends when nothing is left to be ordered or fetched, when the signal is aborted, and when budgets have no room for a single request
 * more: the direct calls, which cost more, will say so.
 */
export async function* fillFromBatches<Item extends ModelItem, Answer>(
  dependencies: FillDependencies<Item, Answer>,
  items: Iterable<Item> | AsyncIterable<Item>,
  { purpose, budgetUsd = null, signal }: BatchOptions,
): AsyncGenerator<BatchProgress> {
  const { batches, task, calls, room, clock, delay, log, longestPollInMs } = dependencies;
  const { promptId } = task.origin;
  let open = await adoptBatches(dependencies, { channelId: purpose.channelId, promptId });
  const done = { submitted: 0, fetched: 0, abandoned: 0, answeredItems: 0, costUsd: 0 as number | null };
  const ofEnded = { requests: 0, completed: 0 };
  const isOrdered = (key: string) => open.some(({ keys }) => keys.has(key));
  const drafts = createBatchDrafts(items, { task, calls, room, isOrdered, signal });
  /** Drafted, and not handed in for want of room in a budget. */
  let left: Ask<Item>[][] = [];
  const wholeBatch = Math.min(mostRequestsABatch, batches.mostRequests);
  let mostPacks = wholeBatch;
  let isRefused = false;
  let pollInMs = Math.min(firstPollInMs, longestPollInMs);

  try {
    for (;;) {
      await submitMore();
      yield progress();
      if (open.length === 0) {
        return;
      }
      await delay(pollInMs, signal);
      pollInMs = Math.min(pollInMs * pollGrowth, longestPollInMs);
      if (signal?.aborted) {
        return;
      }
      for (const batch of open) {
        if (await hasEnded(batch)) {
          open = open.filter((other) => other !== batch);
          mostPacks = wholeBatch;
        }
      }
      yield progress();
    }
  } finally {
    await drafts.close();
  }

  async function submitMore(): Promise<void> {
    while (open.length < mostOpen && mostPacks > 0 && !isRefused && !signal?.aborted) {
      const packs = left.length > 0 ? left.splice(0, mostPacks) : await drafts.next(mostPacks);
      if (packs === null) {
        return;
      }
      const submission = await submitBatch(dependencies, packs, { task, room, purpose, budgetUsd, signal });
      if ('batch' in submission) {
        open = [...open, submission.batch];
        done.submitted += 1;
      } else if ('refusal' in submission) {
        isRefused = true;
        done.abandoned += 1;
        log.log('warn', 'model_batches_refused', { code: submission.refusal.code, message: submission.refusal.message });
      } else {
        left = [...packs, ...left];
        mostPacks = submission.fits;
      }
    }
  }

  /** Looks at a batch, and fetches it when it has ended. */
  async function hasEnded(batch: OpenBatch): Promise<boolean> {
    try {
      const { state, completed } = await batches.state(batch.batchId);
      batch.completed = completed ?? batch.completed;
      if (state === 'running') {
        batch.failingSince = null;
        return false;
      }
      const { answeredItems, costUsd, isFetched } = await fetchBatch(dependencies, batch);
      done.answeredItems += answeredItems;
      done.costUsd = done.costUsd === null || costUsd === null ? null : done.costUsd + costUsd;
      noteEnd(batch, isFetched);
      return true;
    } catch (error) {
      if (await isUnknown(error, batch)) {
        noteEnd(batch, false);
        return true;
      }
      waitOrThrow(error, batch);
      return false;
    }
  }

  function noteEnd({ requests, completed }: OpenBatch, isFetched: boolean): void {
    done[isFetched ? 'fetched' : 'abandoned'] += 1;
    ofEnded.requests += requests;
    ofEnded.completed += completed;
  }

  /** A batch that the provider does not know, or not any more. */
  async function isUnknown(error: unknown, batch: OpenBatch): Promise<boolean> {
    if (error instanceof TgParserError && (error.code === 'model_request_invalid' || error.code === 'model_unknown')) {
      await abandonBatch(dependencies, batch, error.code);
      return true;
    }
    return false;
  }

  /** What passes is waited for: the batch is worked on whoever looks. */
  function waitOrThrow(error: unknown, batch: OpenBatch): void {
    const now = clock.now().getTime();
    batch.failingSince ??= now;
    if (!(error instanceof TgParserError) || !error.retryable || now - batch.failingSince > patienceInMs) {
      throw error;
    }
    log.log('warn', 'model_batch_not_seen', { batch_id: batch.batchId, code: error.code });
  }

  function progress(): BatchProgress {
    const sum = (part: (batch: OpenBatch) => number) => open.reduce((total, batch) => total + part(batch), 0);
    return {
      ...done,
      open: open.length,
      requests: ofEnded.requests + sum(({ requests }) => requests),
      completedRequests: ofEnded.completed + sum(({ completed }) => completed),
    };
  }
}
