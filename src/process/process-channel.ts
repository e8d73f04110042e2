import { instantFromDate } from '../domain/instant.ts';
import type { StepResult } from '../domain/run.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import { readRunUsage } from '../ports/run-usage.ts';
import { answerInBatches } from './answer-in-batches.ts';
import { planChannel } from './plan-channel.ts';
import { type ProcessDependencies, processBlocks } from './process-blocks.ts';
import type { ProcessOptions } from './process-options.ts';
import { createTally, type ProcessReport, type ProcessTally } from './process-report.ts';

export type { ProcessOptions } from './process-options.ts';

/**
 * Makes one document of each message with text and of each album, as far as that is not done: reads the blocks of messages
 * that changed since the last whole run, and settles what repeats what in the channel. Whatever the order in which messages
 * were imported, and wherever earlier runs were cut off, the documents are the same in the end.
 *
 * @returns `nothing_to_do` when nothing had to be made, `partial` when messages failed, `stopped` when the model could not go on
 * @throws TgParserError `interrupted` after an abort, with finished messages stored
 */
export async function processChannel(
  dependencies: ProcessDependencies,
  channelId: string,
  options: ProcessOptions,
): Promise<StepResult<ProcessReport>> {
  const { documentStore, clock } = dependencies;
  const startedAt = clock.now();
  const tally = createTally();
  const plan = await planChannel(dependencies, channelId, { ...options, at: instantFromDate(startedAt) });
  const { target, hasChanges } = plan;
  const { batches } = dependencies.model;
  const stoppedBy = await stopCause(async () => {
    if (!options.inBatches) {
      await warnOfBatches(dependencies, channelId);
    } else if (batches !== null) {
      tally.batches = await answerInBatches(dependencies, { channelId, plan, batches }, options);
    }
    await processBlocks(dependencies, { channelId, plan, tally }, options);
  });
  // Costs next to nothing when no document changed; an earlier run may have been cut off right before it.
  await documentStore.settleDuplicates(channelId);
  if (hasChanges && !tally.limited && stoppedBy === null) {
    await documentStore.setSettledSequence(channelId, target);
  }
  const report = await completeReport(dependencies, { channelId, runId: options.runId, tally, startedAt });
  return stoppedBy === null ? { outcome: outcomeOf(report), report } : { outcome: 'stopped', report, stoppedBy };
}

/** What is in a batch already is paid for twice when it is asked directly. */
async function warnOfBatches({ modelBatchStore, log }: ProcessDependencies, channelId: string): Promise<void> {
  const waiting = await modelBatchStore.open(channelId);
  if (waiting.length > 0) {
    log.log('warn', 'batches_waiting', {
      channel_id: channelId,
      batches: waiting.length,
      hint: 'process --batch fetches them',
    });
  }
}

/** Whatever a model has against going on leaves what was answered stored: that is an outcome with a report, and no failure of the run. */
async function stopCause(work: () => Promise<void>): Promise<TgParserError | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof TgParserError && (error.code.startsWith('model_') || error.code === 'budget_reached')) {
      return error;
    }
    throw error;
  }
}

async function completeReport(
  { documentStore, modelCallStore, modelBatchStore, model, clock }: ProcessDependencies,
  { channelId, runId, tally, startedAt }: { channelId: string; runId: string; tally: ProcessTally; startedAt: Date },
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
    batches: tally.batches,
    batches_waiting_total: (await modelBatchStore.open(channelId)).length,
    model_id: model.modelId,
    ...(await readRunUsage(modelCallStore, runId)),
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
