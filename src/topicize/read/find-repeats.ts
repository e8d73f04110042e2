import type { LoadedChannel } from './load-documents.ts';

/** Places of the documents that repeat one, by its place. */
export function findRepeats({ documents }: Pick<LoadedChannel, 'documents'>): Map<number, number[]> {
  const placeOf = new Map(documents.map(({ sourceRef }, place) => [sourceRef, place]));
  const repeats = new Map<number, number[]>();
  for (const [place, { duplicateOf }] of documents.entries()) {
    const original = duplicateOf === null ? undefined : placeOf.get(duplicateOf);
    if (original !== undefined) {
      const known = repeats.get(original);
      if (known) {
        known.push(place);
      } else {
        repeats.set(original, [place]);
      }
    }
  }
  return repeats;
}
