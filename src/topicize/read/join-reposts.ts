import { compareText } from '../../lib/compare-text.ts';
import type { LoadedDocument } from './load-documents.ts';

/** «ok», «happy new year»: said in many channels without being taken from any. */
const fewestStems = 3;
const fewestCharacters = 15;

/**
 * Makes duplicates of what several channels say in the same words, so that a text shapes topics once however often it is reposted. What
 * repeats one of them in its own channel goes with it. The original is the earliest of all, then the first by source_ref; duplicates within
 * one channel stay as they are.
 *
 * @param hashes the hash of the content of each document, by place
 */
export function joinReposts(documents: LoadedDocument[], hashes: readonly string[]): void {
  const placeOf = new Map(documents.map(({ sourceRef }, place) => [sourceRef, place]));
  const parents = documents.map(({ duplicateOf }, place) =>
    duplicateOf === null ? place : (placeOf.get(duplicateOf) ?? place),
  );
  const firstWith = new Map<string, number>();
  for (const [place, { length, stems }] of documents.entries()) {
    const hash = hashes[place] ?? '';
    const first = firstWith.get(hash);
    if (first !== undefined) {
      parents[rootOf(place)] = rootOf(first);
    } else if (length >= fewestCharacters && stems.length >= fewestStems) {
      firstWith.set(hash, place);
    }
  }
  const groups = new Map<number, LoadedDocument[]>();
  for (const [place, document] of documents.entries()) {
    const root = rootOf(place);
    const known = groups.get(root);
    if (known) {
      known.push(document);
    } else {
      groups.set(root, [document]);
    }
  }
  for (const group of groups.values()) {
    const [original] = group.toSorted(
      (left, right) => compareText(left.date, right.date) || compareText(left.sourceRef, right.sourceRef),
    );
    if (original && group.some(({ channelId }) => channelId !== original.channelId)) {
      for (const document of group) {
        document.duplicateOf = document === original ? null : original.sourceRef;
      }
    }
  }

  function rootOf(place: number): number {
    let root = place;
    while (parents[root] !== root) {
      const above = parents[root] as number;
      // Halves the way for whoever asks next.
      parents[root] = parents[above] as number;
      root = above;
    }
    return root;
  }
}
