import { TgParserError } from '../domain/tg-parser-error.ts';
import type { Clock } from '../ports/clock.ts';
import { describeMessages, type MessageToDescribe } from '../ports/describe-messages.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { LanguageModel } from '../ports/language-model.ts';
import type { Logger } from '../ports/logger.ts';
import type { ModelBatchStore } from '../ports/model-batch-store.ts';
import type { ModelCallStore } from '../ports/model-call-store.ts';
import type { RawStore } from '../ports/raw-store.ts';
import { createChunkSaver } from './chunk-saver.ts';
import type { ChannelPlan } from './plan-channel.ts';
import type { PreparedUnit } from './prepare-unit.ts';
import { currentVersion, type ProcessOptions } from './process-options.ts';
import type { ProcessTally } from './process-report.ts';
import { settleBlocks } from './settle-blocks.ts';
import { toMessageToDescribe } from './to-message-to-describe.ts';

export interface ProcessDependencies {
  rawStore: RawStore;
  documentStore: DocumentStore;
  model: LanguageModel;
  modelCallStore: Pick<ModelCallStore, 'usage'>;
  modelBatchStore: Pick<ModelBatchStore, 'open'>;
  clock: Clock;
  log: Logger;
}

export interface BlocksToProcess {
  channelId: string;
  plan: ChannelPlan;
  tally: ProcessTally;
}

/**
 * Goes through blocks of messages in order and brings each message to its state. The model is asked about what needs a document while
 * reading goes on; what it answers is committed as it comes, a few hundred messages at a time.
 *
 * @throws TgParserError what ends the run, with everything that was answered stored
 */
export async function processBlocks(
  dependencies: ProcessDependencies,
  { channelId, plan, tally }: BlocksToProcess,
  options: ProcessOptions,
): Promise<void> {
  const { model } = dependencies;
  const { limit = Number.POSITIVE_INFINITY, concurrency = 1, pipelineVersion = currentVersion, signal, onProgress } = options;
  const { force = false, runId } = options;
  const { blocks, total, isTriedAgain } = plan;
  const saver = createChunkSaver(dependencies, { channelId, pipelineVersion, tally });
  /** Units that the model was asked about, by source_ref. */
  const asked = new Map<string, PreparedUnit>();
  let unchanged = 0;
  let taken = 0;

  const outcomes = model.answer(describeMessages, messagesToDescribe(), {
    purpose: { runId, step: 'process', channelId },
    concurrency,
    budgetUsd: options.budgetUsd,
    useCache: options.useCache,
    signal,
  });
  try {
    for await (const some of outcomes) {
      for (const outcome of some) {
        const unit = asked.get(outcome.item.id);
        if (unit) {
          asked.delete(outcome.item.id);
          await saver.take(unit, outcome);
        }
      }
      await saver.saveIfDue();
      report();
    }
  } finally {
    await saver.save();
  }
  report();
  if (signal?.aborted) {
    throw interrupted(channelId);
  }

  /** Settles what needs no model on the way. */
  async function* messagesToDescribe(): AsyncGenerator<MessageToDescribe> {
    const settled = settleBlocks(dependencies, { channelId, blocks, signal }, { pipelineVersion, force, isTriedAgain });
    for await (const { settlements, contexts } of settled) {
      for (const settlement of settlements) {
        if (settlement.kind === 'unchanged') {
          tally.unchanged_total += 1;
          unchanged += 1;
        } else if (settlement.kind === 'skipped') {
          saver.skip(settlement.state);
        } else if (taken >= limit) {
          tally.limited = true;
          return;
        } else if (settlement.kind === 'failed') {
          taken += 1;
          await saver.fail(settlement.stored, settlement.fingerprint, settlement.error);
        } else {
          taken += 1;
          const message = toMessageToDescribe(settlement.unit, contexts);
          asked.set(message.id, settlement.unit);
          yield message;
        }
      }
      await saver.saveIfDue();
      report();
    }
  }

  function report(): void {
    onProgress?.({ activity: 'describing messages', done: unchanged + saver.settled, total, unit: 'messages' });
  }
}

function interrupted(channelId: string): TgParserError {
  return new TgParserError('interrupted', `Processing of channel ${channelId} was interrupted; finished messages are stored`, {
    hint: 'Give the same command again: it goes on from there.',
  });
}
