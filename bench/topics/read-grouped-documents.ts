import type { ProcessedDocument } from '../../src/domain/processed-document.ts';
import type { BenchChannel } from './bench-channel.ts';

/** A document with where it was put. */
export interface GroupedDocument {
  document: ProcessedDocument;
  /** Null outside of all topics. */
  topicId: string | null;
  themeId: string | null;
}

/**
 * All documents that can be in a topic, by message id: all but those that repeat an earlier one, which are wherever that is. A topic without
 * a theme is a theme of its own.
 */
export async function readGroupedDocuments({ stores, channelId }: BenchChannel): Promise<GroupedDocument[]> {
  const placeOf = new Map<string, { topicId: string; themeId: string }>();
  for (const { id, theme } of await stores.topicStore.cards(channelId)) {
    for await (const page of stores.topicStore.readItems(id, { pageSize: 1_000 })) {
      for (const { source_ref } of page) {
        placeOf.set(source_ref, { topicId: id, themeId: theme?.id ?? id });
      }
    }
  }
  const grouped: GroupedDocument[] = [];
  for await (const page of stores.documentStore.readDocumentsInOrder(channelId, { pageSize: 1_000 })) {
    for (const document of page.filter(({ duplicate_of }) => duplicate_of === null)) {
      grouped.push({ document, topicId: null, themeId: null, ...placeOf.get(document.source_ref) });
    }
  }
  return grouped;
}
