import { instantFromDate } from '../domain/instant.ts';
import { describeMessages, type MessageToDescribe } from '../ports/describe-messages.ts';
import type { CallEstimate } from '../ports/language-model.ts';
import { planChannel } from './plan-channel.ts';
import type { ProcessDependencies } from './process-blocks.ts';
import { currentVersion, type ProcessOptions } from './process-options.ts';
import { settleBlocks } from './settle-blocks.ts';
import { toMessageToDescribe } from './to-message-to-describe.ts';

/** What a run of `process` with the same options would ask the model for. Reads, and changes nothing. */
export async function estimateChannel(
  dependencies: Pick<ProcessDependencies, 'rawStore' | 'documentStore' | 'model' | 'clock'>,
  channelId: string,
  { force = false, retryFailed = false, limit = Number.POSITIVE_INFINITY, useCache, signal }: Omit<ProcessOptions, 'runId'>,
): Promise<CallEstimate> {
  const { model } = dependencies;
  const at = instantFromDate(dependencies.clock.now());
  const { blocks, isTriedAgain } = await planChannel(dependencies, channelId, { force, retryFailed, at });
  return model.estimate(describeMessages, messages(), { useCache, signal });

  async function* messages(): AsyncGenerator<MessageToDescribe> {
    let taken = 0;
    const settled = settleBlocks(
      dependencies,
      { channelId, blocks, signal },
      { pipelineVersion: currentVersion, force, isTriedAgain },
    );
    for await (const { settlements, contexts } of settled) {
      for (const settlement of settlements) {
        if (settlement.kind === 'prepared' && taken < limit) {
          taken += 1;
          yield toMessageToDescribe(settlement.unit, contexts);
        }
      }
      if (taken >= limit) {
        return;
      }
    }
  }
}
