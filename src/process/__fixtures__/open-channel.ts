import { listedSource } from '../../../test/support/listed-source.ts';
import { openTemporaryDatabases } from '../../../test/contract/open-temporary-databases.ts';
import { createBuiltinLanguageModel } from '../../adapters/model-builtin/builtin-language-model.ts';
import type { ProcessedDocument } from '../../domain/processed-document.ts';
import type { RawMessage } from '../../domain/raw-message.ts';
import type { StepResult } from '../../domain/run.ts';
import { formatSourceRef } from '../../domain/source-ref.ts';
import { ingestSource } from '../../ingest/ingest-source.ts';
import type { Ledger } from '../../domain/message-state.ts';
import type { LanguageModel } from '../../ports/language-model.ts';
import { type ProcessOptions, processChannel } from '../process-channel.ts';
import type { ProcessReport } from '../process-report.ts';

export const channelId = '1500000000';
const at = new Date('2026-01-01T00:00:00Z');
const clock = { now: () => at };
const log = { log: () => undefined };

/** Message `id` was sent `id` minutes after midnight. */
export function post(id: number, text: string, fields: Partial<RawMessage> = {}): RawMessage {
  return {
    id: String(id),
    message_type: 'post',
    source_ref: formatSourceRef({ channelId, space: 'post', messageId: id }),
    channel_id: channelId,
    date: new Date(Date.UTC(2025, 0, 1, 0, id)).toISOString().replace('.000', ''),
    text,
    author: { id: 'user1' },
    ...fields,
  };
}

export interface OpenedChannel {
  ingest(messages: readonly RawMessage[]): Promise<void>;
  process(options?: Partial<ProcessOptions>, model?: LanguageModel): Promise<StepResult<ProcessReport>>;
  documents(): Promise<ProcessedDocument[]>;
  document(id: number): Promise<ProcessedDocument | undefined>;
  /** Complete as soon as every message was looked at. */
  ledger(): Promise<Ledger>;
}

/** A channel on databases of its own, until the test ends. */
export async function openChannel(): Promise<OpenedChannel> {
  const stores = await openTemporaryDatabases();
  const { documentStore, rawStore, sourceStore, modelCallStore, modelBatchStore } = stores;
  const source = await sourceStore.add({ sourceId: 'listed', channelId, batchSize: 100 }, '2026-01-01T00:00:00Z');
  const documents = async () => {
    const all: ProcessedDocument[] = [];
    for await (const page of documentStore.readDocumentsInOrder(channelId, { pageSize: 200 })) {
      all.push(...page);
    }
    return all;
  };
  return {
    async ingest(messages) {
      await ingestSource({ ...stores, clock }, { source, messages: listedSource(channelId, messages) });
    },
    process(options = {}, model = createBuiltinLanguageModel()) {
      const dependencies = { rawStore, documentStore, modelCallStore, modelBatchStore, model, clock, log };
      return processChannel(dependencies, channelId, { runId: 'test', ...options });
    },
    documents,
    async document(id) {
      return (await documents()).find((document) => document.source_message_id === String(id));
    },
    async ledger() {
      const ledger = await documentStore.ledger(channelId);
      return { ...ledger, raw_messages: (await rawStore.counts(channelId)).total };
    },
  };
}
