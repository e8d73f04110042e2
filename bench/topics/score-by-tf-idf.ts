import { weighTerms } from './weigh-terms.ts';

/**
 * The plain way to say how much two texts have in common: the cosine of their TF-IDF.
 *
 * @param texts all that will be compared: terms are weighed by them
 */
export function scoreByTfIdf(texts: readonly string[], language: string): (first: string, second: string) => number {
  // What only one text tells is what sets it apart from the other.
  const { rows } = weighTerms(
    texts.map((text) => ({ text, language })),
    { fewestTexts: 1 },
  );
  const rowOf = new Map(texts.map((text, place) => [text, rows[place]]));
  return (first, second) => {
    const left = rowOf.get(first);
    const right = rowOf.get(second);
    const weights = new Map([...(left?.terms ?? [])].map((term, index) => [term, left?.weights[index] ?? 0]));
    return [...(right?.terms ?? [])].reduce(
      (sum, term, index) => sum + (weights.get(term) ?? 0) * (right?.weights[index] ?? 0),
      0,
    );
  };
}
