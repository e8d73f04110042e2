import { compareText } from '../../src/lib/compare-text.ts';
import { contentWords } from '../../src/lib/text/content-words.ts';

/** A text as weighted terms; length one, or no terms at all. */
export interface TermVector {
  terms: Int32Array;
  weights: Float64Array;
}

export interface TermVectors {
  rows: TermVector[];
  /** How many terms there are. */
  size: number;
}

/** A term in more than this share of the texts sets nothing apart. */
const commonShare = 0.5;

/**
 * The textbook's TF-IDF: (1 + ln count) · (1 + ln(texts / texts with the stem)) over stems. Beside stems and stopwords it has nothing of the
 * program, so that rivals stay what they are while the program changes.
 *
 * @param fewestTexts stems of fewer texts are left out: they tie no text to another, and only make a text with many of them short
 */
export function weighTerms(
  texts: readonly { text: string; language: string }[],
  { fewestTexts = 2 }: { fewestTexts?: number } = {},
): TermVectors {
  const counted = texts.map(({ text, language }) => countStems(text, language));
  const frequencies = new Map<string, number>();
  for (const stem of counted.flatMap((counts) => [...counts.keys()])) {
    frequencies.set(stem, (frequencies.get(stem) ?? 0) + 1);
  }
  const kept = [...frequencies]
    .filter(([, frequency]) => frequency >= fewestTexts && frequency <= Math.max(2, texts.length * commonShare))
    .sort(([left], [right]) => compareText(left, right));
  const terms = new Map(
    kept.map(([stem, frequency], id) => [stem, { id, weight: 1 + Math.log(texts.length / frequency) }] as const),
  );
  return { rows: counted.map((counts) => toVector(counts, terms)), size: kept.length };
}

function toVector(counts: ReadonlyMap<string, number>, known: ReadonlyMap<string, { id: number; weight: number }>): TermVector {
  const weighted = [...counts].flatMap(([stem, count]) => {
    const term = known.get(stem);
    return term ? [{ id: term.id, weight: (1 + Math.log(count)) * term.weight }] : [];
  });
  const length = Math.sqrt(weighted.reduce((sum, { weight }) => sum + weight * weight, 0)) || 1;
  return {
    terms: Int32Array.from(weighted, ({ id }) => id),
    weights: Float64Array.from(weighted, ({ weight }) => weight / length),
  };
}

function countStems(text: string, language: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of contentWords(text, language)) {
    if (word) {
      counts.set(word.stem, (counts.get(word.stem) ?? 0) + 1);
    }
  }
  return counts;
}
