import type { ProcessedDocument } from '../domain/processed-document.ts';
import type { DocumentStore } from '../ports/document-store.ts';

const pageSize = 500;

/** The documents that topics are made of, neither noise nor duplicates, in pages, in the order of their messages. */
export async function* readConsidered(documentStore: DocumentStore, channelId: string): AsyncGenerator<ProcessedDocument[]> {
  for await (const page of documentStore.readDocumentsInOrder(channelId, { pageSize })) {
    yield page.filter((document) => document.duplicate_of === null && !document.noise.is_noise);
  }
}
