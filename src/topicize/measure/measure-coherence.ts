import type { LoadedDocument } from '../read/load-documents.ts';

/** Coherence is measured over so many of a topic's strongest terms. */
export const measuredTerms = 10;

/**
 * How well the strongest terms of topics go together: the mean over topics of the mean over pairs of a topic's terms of
 * NPMI(x, y) = ln(p(x, y) / (p(x) · p(y))) / −ln p(x, y), where p is the share of documents with the term, or with both (Bouma 2009,
 * «Normalized (pointwise) mutual information in collocation extraction»). −1: they never meet; 0: as often as by chance; 1: always.
 *
 * One pass over the documents: each counts the pairs of those topics only of whose terms it has several.
 *
 * @param documents those that shape topics, with distinct stems
 * @param topics the strongest terms of each, as places of stems; one with fewer than two does not count
 * @returns null when no topic has two terms
 */
export function measureCoherence(
  documents: readonly Pick<LoadedDocument, 'stems'>[],
  topics: readonly (readonly number[])[],
): number | null {
  const measured = topics.map((terms) => [...new Set(terms)].slice(0, measuredTerms)).filter((terms) => terms.length > 1);
  const counts = countTogether(documents, measured);
  const means = measured.map((terms, topic) => {
    const together = (first: number, second: number) => (counts[topic] as Int32Array)[first * measuredTerms + second] ?? 0;
    let sum = 0;
    for (let second = 1; second < terms.length; second++) {
      for (let first = 0; first < second; first++) {
        const [one, other] = [together(first, first), together(second, second)];
        sum += normalizedInformation(together(first, second), { one, other, all: documents.length });
      }
    }
    return sum / ((terms.length * (terms.length - 1)) / 2);
  });
  return means.length === 0 ? null : means.reduce((sum, mean) => sum + mean, 0) / means.length;
}

/** By topic: the documents with its terms `first` and `second` at `first * measuredTerms + second`, where first ≤ second. */
function countTogether(documents: readonly Pick<LoadedDocument, 'stems'>[], topics: readonly number[][]): Int32Array[] {
  const placesOf = new Map<number, { topic: number; term: number }[]>();
  for (const [topic, terms] of topics.entries()) {
    for (const [term, stem] of terms.entries()) {
      placesOf.set(stem, [...(placesOf.get(stem) ?? []), { topic, term }]);
    }
  }
  const counts = topics.map(() => new Int32Array(measuredTerms ** 2));
  for (const { stems } of documents) {
    const met = new Map<number, number[]>();
    for (const stem of stems) {
      for (const { topic, term } of placesOf.get(stem) ?? []) {
        const terms = met.get(topic) ?? [];
        met.set(topic, terms);
        terms.push(term);
        for (const other of terms) {
          const place = Math.min(term, other) * measuredTerms + Math.max(term, other);
          const own = counts[topic] as Int32Array;
          own[place] = (own[place] as number) + 1;
        }
      }
    }
  }
  return counts;
}

function normalizedInformation(both: number, { one, other, all }: { one: number; other: number; all: number }): number {
  if (both === 0) {
    return -1;
  }
  // Terms that every document has always meet; the formula says 0 / 0.
  return both === all ? 1 : Math.log((both * all) / (one * other)) / -Math.log(both / all);
}
