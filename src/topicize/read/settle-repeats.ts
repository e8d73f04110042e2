import type { LoadedDocument } from './load-documents.ts';

/**
 * Lets every repetition name an original that is there and repeats nothing. `process` settles who repeats whom after the documents are
 * stored: where it was killed in between, a document may name one that is gone, and would be in no topic and not outside either.
 */
export function settleRepeats(documents: readonly Pick<LoadedDocument, 'sourceRef' | 'duplicateOf'>[]): void {
  const originalOf = new Map(documents.map(({ sourceRef, duplicateOf }) => [sourceRef, duplicateOf]));
  for (const document of documents) {
    document.duplicateOf = findOriginal(document.sourceRef, originalOf);
    originalOf.set(document.sourceRef, document.duplicateOf);
  }
}

/** Null when the way ends at a document that is gone, or in a circle. */
function findOriginal(sourceRef: string, originalOf: ReadonlyMap<string, string | null>): string | null {
  const seen = new Set<string>();
  let at = sourceRef;
  for (let next = originalOf.get(at); next !== null; next = originalOf.get(at)) {
    if (next === undefined || seen.has(at)) {
      return null;
    }
    seen.add(at);
    at = next;
  }
  return at === sourceRef ? null : at;
}
