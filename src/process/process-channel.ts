import type { StepResult } from '../domain/run.ts';
import { planBlocks } from './plan-blocks.ts';
import { type ProcessDependencies, processBlocks } from './process-blocks.ts';
import type { ProcessOptions } from './process-options.ts';
import { createTally, type ProcessReport, type ProcessTally } from './process-report.ts';

export type { ProcessOptions } from './process-options.ts';

/**
 * Makes one document of each message with text and of each album, as far as that is not done: reads the blocks of messages
 * that changed since the last whole run, and settles what repeats what in the channel. Whatever the order in which messages
 * were imported, and wherever earlier runs were cut off, the documents are the same in the end.
 *
 * @returns `nothing_to_do` when nothing had to be made, `partial` when messages failed
 * @throws TgParserError `interrupted` after an abort, with finished messages stored; `model_unavailable`
 */
export async function processChannel(
  dependencies: ProcessDependencies,
  channelId: string,
  options: ProcessOptions,
): Promise<StepResult<ProcessReport>> {
  const { rawStore, documentStore, clock } = dependencies;
  const { force = false, retryFailed = false } = options;
  const startedAt = clock.now();
  const tally = createTally();
  // What arrives from now on belongs to the next run.
  const target = await rawStore.lastSequence(channelId);
  const { settledSequence } = await documentStore.progress(channelId);
  // A raw database that was put back from a backup, or lost its last commits with the power, counts anew.
  const isBehind = target < settledSequence;
  const hasChanges = target !== settledSequence;
  if (hasChanges || force || retryFailed) {
    const afterSequence = force || isBehind ? 0 : settledSequence;
    const blocks = await planBlocks(dependencies, channelId, { afterSequence, withFailed: retryFailed });
    const total = afterSequence === 0 ? (await rawStore.counts(channelId)).total : null;
    await processBlocks(dependencies, { channelId, blocks, total, tally }, options);
  }
  // Costs next to nothing when no document changed; an earlier run may have been cut off right before it.
  await documentStore.settleDuplicates(channelId);
  if (hasChanges && !tally.limited) {
    await documentStore.setSettledSequence(channelId, target);
  }
  const report = await completeReport(dependencies, { channelId, tally, startedAt });
  return { outcome: outcomeOf(report), report };
}

async function completeReport(
  { documentStore, model, clock }: ProcessDependencies,
  { channelId, tally, startedAt }: { channelId: string; tally: ProcessTally; startedAt: Date },
): Promise<ProcessReport> {
  const counts = await documentStore.counts(channelId);
  return {
    channel_id: channelId,
    processed_total: tally.processed_total,
    skipped_total: sum(tally.skipped_by_reason),
    failed_total: sum(tally.failed_by_class),
    skipped_by_reason: tally.skipped_by_reason,
    failed_by_class: tally.failed_by_class,
    unchanged_total: tally.unchanged_total,
    limited: tally.limited,
    documents_total: counts.documents,
    duplicates_total: counts.duplicates,
    noise_total: counts.noise,
    languages: counts.byLanguage,
    failures_waiting_total: counts.failed,
    model_id: model.modelId,
    tokens: tally.tokens,
    // Prices come with the providers that have them.
    cost_usd: 0,
    duration_seconds: (clock.now().getTime() - startedAt.getTime()) / 1000,
  };
}

function outcomeOf(report: ProcessReport): 'partial' | 'done' | 'nothing_to_do' {
  if (report.failed_total > 0) {
    return 'partial';
  }
  return report.processed_total + report.skipped_total > 0 || report.limited ? 'done' : 'nothing_to_do';
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
