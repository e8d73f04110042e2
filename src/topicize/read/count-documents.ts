import type { DocumentCounts, DocumentStore } from '../../ports/document-store.ts';

export type SummedCounts = Pick<DocumentCounts, 'documents' | 'noise' | 'duplicates' | 'byLanguage'>;

/** How many documents several channels have together. */
export async function countDocuments(
  documentStore: Pick<DocumentStore, 'counts'>,
  channelIds: readonly string[],
): Promise<SummedCounts> {
  const sum: SummedCounts = { documents: 0, noise: 0, duplicates: 0, byLanguage: {} };
  for (const channelId of channelIds) {
    const { documents, noise, duplicates, byLanguage } = await documentStore.counts(channelId);
    sum.documents += documents;
    sum.noise += noise;
    sum.duplicates += duplicates;
    for (const [language, count] of Object.entries(byLanguage)) {
      sum.byLanguage[language] = (sum.byLanguage[language] ?? 0) + count;
    }
  }
  return sum;
}
