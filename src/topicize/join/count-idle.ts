import type { LoadedDocument } from '../read/load-documents.ts';

/** How many of some documents shape no topic, and why. */
export function countIdle(documents: readonly Pick<LoadedDocument, 'isNoise' | 'duplicateOf'>[]): {
  noise: number;
  duplicates: number;
} {
  return {
    noise: documents.filter(({ isNoise }) => isNoise).length,
    duplicates: documents.filter(({ duplicateOf }) => duplicateOf !== null).length,
  };
}
