import type { MessageToDescribe } from '../ports/describe-messages.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { RawStore } from '../ports/raw-store.ts';
import type { ChannelPlan } from './plan-channel.ts';
import { currentVersion, type ProcessOptions } from './process-options.ts';
import { settleBlocks } from './settle-blocks.ts';
import { toMessageToDescribe } from './to-message-to-describe.ts';

/** What a run of `process` with the same options would ask the model about, as a stream. Reads, and changes nothing. */
export async function* pendingMessages(
  stores: { rawStore: RawStore; documentStore: DocumentStore },
  { channelId, plan }: { channelId: string; plan: Pick<ChannelPlan, 'blocks' | 'isTriedAgain'> },
  { force = false, limit = Number.POSITIVE_INFINITY, pipelineVersion = currentVersion, signal }: Omit<ProcessOptions, 'runId'>,
): AsyncGenerator<MessageToDescribe> {
  let taken = 0;
  const { blocks, isTriedAgain } = plan;
  const settled = settleBlocks(stores, { channelId, blocks, signal }, { pipelineVersion, force, isTriedAgain });
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
