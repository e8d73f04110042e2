import { TgParserError } from '../domain/tg-parser-error.ts';
import { describeMessages } from '../ports/describe-messages.ts';
import type { BatchProgress, ItemBatches } from '../ports/language-model.ts';
import { pendingMessages } from './pending-messages.ts';
import type { ChannelPlan } from './plan-channel.ts';
import type { ProcessDependencies } from './process-blocks.ts';
import type { ProcessOptions } from './process-options.ts';
import type { BatchTally } from './process-report.ts';

/**
 * Has what this run will ask answered in batches first: the run then finds the answers kept, and asks directly only for what batches did
 * not bring.
 *
 * @throws TgParserError `interrupted` after an abort, `model_*`; batches under way are continued by the next run that asks the same
 */
export async function answerInBatches(
  dependencies: Pick<ProcessDependencies, 'rawStore' | 'documentStore'>,
  { channelId, plan, batches }: { channelId: string; plan: ChannelPlan; batches: ItemBatches },
  { runId, budgetUsd, signal, onProgress, ...options }: ProcessOptions,
): Promise<BatchTally | null> {
  let latest: BatchProgress | null = null;
  const pending = pendingMessages(dependencies, { channelId, plan }, { ...options, signal });
  const purpose = { runId, step: 'process', channelId } as const;
  for await (const progress of batches.fill(describeMessages, pending, { purpose, budgetUsd, signal })) {
    latest = progress;
    const { completedRequests, requests } = progress;
    onProgress?.({ activity: 'waiting for batches', done: completedRequests, total: requests, unit: 'calls' });
  }
  if (signal?.aborted) {
    throw interrupted(channelId, latest?.open ?? 0);
  }
  return latest && toTally(latest);
}

function toTally({ submitted, fetched, abandoned, answeredItems, costUsd }: BatchProgress): BatchTally {
  return { submitted, fetched, abandoned, answered_items: answeredItems, cost_usd: costUsd };
}

function interrupted(channelId: string, open: number): TgParserError {
  const underWay = open === 0 ? '' : `; ${open} ${open === 1 ? 'batch goes' : 'batches go'} on at the provider`;
  return new TgParserError('interrupted', `Processing of channel ${channelId} was interrupted${underWay}`, {
    hint: 'Give the same command again: it fetches what was ordered, and goes on from there.',
  });
}
