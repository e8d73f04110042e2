import { leastDocuments } from '../group/least-documents.ts';
import type { LearntCatalogue } from './learnt-catalogue.ts';
import type { PlacedExcerpt } from './place-excerpt.ts';
import type { Excerpt } from './read-excerpt.ts';

/**
 * Whether enough new documents for a topic belong to none and share a word that nobody knew when all documents were read last: a subject that has
 * come up since, which only another reading can place.
 */
export function speaksOfUnknown(
  { grouped: { channel, units }, fresh }: Excerpt,
  { placement }: Pick<PlacedExcerpt, 'placement'>,
  { stems }: Pick<LearntCatalogue, 'stems'>,
): boolean {
  const known = new Set(stems);
  const least = leastDocuments(channel);
  const counts = new Map<number, number>();
  for (const [unit, { members, stems: own, isNoise }] of units.entries()) {
    const isLeft = !isNoise && (placement.group[unit] as number) < 0 && members.some((place) => fresh.has(place));
    for (const stem of isLeft ? own : []) {
      if (!known.has(channel.stems[stem] ?? '')) {
        const count = (counts.get(stem) ?? 0) + 1;
        if (count >= least) {
          return true;
        }
        counts.set(stem, count);
      }
    }
  }
  return false;
}
