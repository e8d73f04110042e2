import type { LoadedChannel, LoadedDocument } from '../read/load-documents.ts';

/** Texts that share more of the words of the shorter one say the same. */
const mostShared = 0.6;

/**
 * The first of a ranked list that differ from each other: no two of one conversation, no two that say the same. Where there are too few,
 * the next best fill up.
 */
export function chooseDiverse(channel: LoadedChannel, ranked: readonly number[], most: number): number[] {
  const chosen: number[] = [];
  for (const place of ranked) {
    if (chosen.length < most && chosen.every((other) => differ(channel.documents[place], channel.documents[other]))) {
      chosen.push(place);
    }
  }
  const rest = ranked.filter((place) => !chosen.includes(place));
  return [...chosen, ...rest].slice(0, most);
}

function differ(left: LoadedDocument | undefined, right: LoadedDocument | undefined): boolean {
  if (!left || !right || (left.conversation !== null && left.conversation === right.conversation)) {
    return false;
  }
  const known = new Set(left.stems);
  const shared = right.stems.reduce((count, stem) => count + (known.has(stem) ? 1 : 0), 0);
  return shared <= mostShared * Math.min(left.stems.length, right.stems.length);
}
