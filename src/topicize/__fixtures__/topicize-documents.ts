import { channelId } from '../../../test/contract/raw-messages.ts';
import { createBuiltinEmbedder } from '../../adapters/model-builtin/builtin-embedder.ts';
import { createBuiltinLanguageModel } from '../../adapters/model-builtin/builtin-language-model.ts';
import type { OpenedStores } from '../../adapters/store-sql/open-stores.ts';
import type { ProcessedDocument } from '../../domain/processed-document.ts';
import { type TopicizeOptions, topicizeChannel } from '../topicize-channel.ts';

export const parameters = {
  maxTopics: null,
  topNAnchors: 3,
  anchorMinScore: 0.6,
  supportingMinScore: 0.5,
  singletonMinLength: 300,
  singletonMinScore: 0.75,
  rebuildGrowth: 0.12,
};

/** Stores documents, in the place of those with the same ids. */
export async function saveDocuments({ documentStore }: OpenedStores, documents: ProcessedDocument[]): Promise<void> {
  await documentStore.saveChunk(channelId, {
    states: documents.map(({ source_message_id }) => ({
      space: 'post',
      messageId: Number(source_message_id),
      state: 'documented',
      skipReason: null,
      fingerprint: source_message_id,
    })),
    documents: documents.map((document) => ({ document, sketch: [] })),
    failures: [],
  });
}

/** Groups the stored documents with the built-in engine. */
export function topicize(stores: OpenedStores, options: Partial<TopicizeOptions> = {}, model = createBuiltinLanguageModel()) {
  const dependencies = {
    ...stores,
    model,
    spareModel: createBuiltinLanguageModel(),
    embedder: createBuiltinEmbedder(),
    clock: { now: () => new Date('2026-01-02T03:04:05Z') },
    log: { log: () => undefined },
  };
  return topicizeChannel(dependencies, channelId, { runId: 'run-1', parameters, ...options });
}

/** The whole catalogue, retired topics included. */
export async function readCatalogue({ topicStore }: OpenedStores) {
  const cards = await topicStore.cards(channelId, { withRetired: true });
  const bundles = await Promise.all(cards.map(({ id }) => topicStore.bundle(id)));
  const outside = [];
  for await (const page of topicStore.readOutside(channelId, { pageSize: 50 })) {
    outside.push(...page);
  }
  return { cards, bundles: bundles.filter((bundle) => bundle !== null), outside };
}
