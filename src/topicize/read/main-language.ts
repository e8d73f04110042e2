import { compareText } from '../../lib/compare-text.ts';
import type { LoadedChannel } from './load-documents.ts';

/** The language that most of the documents are read in. */
export function mainLanguage({ documents }: LoadedChannel, places: number[]): string {
  const counts = new Map<string, number>();
  for (const place of places) {
    const language = documents[place]?.language ?? 'und';
    counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  const [main] = [...counts].sort(
    ([left, leftCount], [right, rightCount]) => rightCount - leftCount || compareText(left, right),
  );
  return main?.[0] ?? 'und';
}
