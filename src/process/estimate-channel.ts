import { instantFromDate } from '../domain/instant.ts';
import { describeMessages } from '../ports/describe-messages.ts';
import type { CallEstimate } from '../ports/language-model.ts';
import { pendingMessages } from './pending-messages.ts';
import { planChannel } from './plan-channel.ts';
import type { ProcessDependencies } from './process-blocks.ts';
import type { ProcessOptions } from './process-options.ts';

/** What a run of `process` with the same options would ask the model for. Reads, and changes nothing. */
export async function estimateChannel(
  dependencies: Pick<ProcessDependencies, 'rawStore' | 'documentStore' | 'model' | 'clock'>,
  channelId: string,
  options: Omit<ProcessOptions, 'runId'>,
): Promise<CallEstimate> {
  const { model, clock } = dependencies;
  const { force = false, retryFailed = false, inBatches = false, useCache, signal } = options;
  const plan = await planChannel(dependencies, channelId, { force, retryFailed, at: instantFromDate(clock.now()) });
  const via = inBatches ? 'batch' : 'direct';
  return model.estimate(describeMessages, pendingMessages(dependencies, { channelId, plan }, options), {
    useCache,
    via,
    signal,
  });
}
