import { compareText } from '../../lib/compare-text.ts';
import type { LearntTerms, TextsToEmbed } from '../../ports/embedder.ts';
import type { SparseTexts } from './find-directions.ts';

/** Terms beyond this rank of frequency add cost and no neighbours. */
const mostTerms = 20_000;
/** A term in more than this share of the texts sets nothing apart. */
const commonShare = 0.35;
/**
 * A Latin word in a text of another script is nearly always a name (of a program, a firm, a product), and names tell subjects
 * apart: of 1, 2, 3 and 4 the weight 2 agreed best with the sections of the forum that `bench/topics` measures on.
 */
const foreignNameWeight = 2;
const latinWord = /^[a-z]/;
const nonLatinLetter = /[\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Greek}\p{Script=Hebrew}]/u;

/** The terms of a corpus that say something about a text, and how much each of them says. */
export interface TermWeights {
  /** Number of the term at each place of `terms`; -1 for one that is left out. */
  numbers: Int32Array;
  /** How many are left in. */
  size: number;
  /** ln(1 + texts / texts with the term), by number. */
  inverse: Float32Array;
  isLatin: Uint8Array;
  isNonLatin: Uint8Array;
}

/** Keeps the most frequent terms of at least two texts. Their numbers do not depend on the order of the terms. */
export function weighTerms(texts: TextsToEmbed): TermWeights {
  const frequency = new Int32Array(texts.terms.length);
  for (let text = 0; text < texts.learnFrom; text++) {
    for (const term of texts.termsOf(text)) {
      frequency[term] = (frequency[term] ?? 0) + 1;
    }
  }
  const most = Math.max(5, texts.learnFrom * commonShare);
  const kept: number[] = [];
  for (const [term, count] of frequency.entries()) {
    if (count >= 2 && count <= most) {
      kept.push(term);
    }
  }
  const word = (term: number) => texts.terms[term] ?? '';
  kept.sort((left, right) => (frequency[right] ?? 0) - (frequency[left] ?? 0) || compareText(word(left), word(right)));
  kept.length = Math.min(kept.length, mostTerms);
  const numbers = new Int32Array(texts.terms.length).fill(-1);
  for (const [number, term] of kept.entries()) {
    numbers[term] = number;
  }
  return {
    numbers,
    inverse: Float32Array.from(kept, (term) => Math.log(1 + texts.learnFrom / (frequency[term] ?? 1))),
    ...describeScripts(kept.map(word)),
  };
}

/** The weights that terms had in another corpus; one that it did not have tells nothing. */
export function knownTerms(terms: readonly string[], { words, inverse }: Pick<LearntTerms, 'words' | 'inverse'>): TermWeights {
  const numberOf = new Map(words.map((word, number) => [word, number]));
  return { numbers: Int32Array.from(terms, (term) => numberOf.get(term) ?? -1), inverse, ...describeScripts(words) };
}

function describeScripts(words: readonly string[]): Pick<TermWeights, 'size' | 'isLatin' | 'isNonLatin'> {
  return {
    size: words.length,
    isLatin: Uint8Array.from(words, (word) => (latinWord.test(word) ? 1 : 0)),
    isNonLatin: Uint8Array.from(words, (word) => (nonLatinLetter.test(word) ? 1 : 0)),
  };
}

/**
 * Texts as vectors of length one over the terms. Whether a term occurs counts, not how often: on texts of all lengths that agreed better
 * with what people call one subject than counts, their logarithms or roots.
 *
 * @param chosen which texts
 */
export function toSparseTexts(
  texts: Pick<TextsToEmbed, 'termsOf'>,
  weights: TermWeights,
  chosen: readonly number[],
): SparseTexts {
  const starts = new Int32Array(chosen.length + 1);
  const terms: number[] = [];
  const values: number[] = [];
  for (const [place, text] of chosen.entries()) {
    const numbers = Array.from(texts.termsOf(text), (term) => weights.numbers[term] ?? -1).filter((number) => number >= 0);
    numbers.sort((left, right) => left - right);
    const latinWeight = numbers.some((number) => weights.isNonLatin[number]) ? foreignNameWeight : 1;
    const own = numbers.map((number) => (weights.inverse[number] ?? 0) * (weights.isLatin[number] ? latinWeight : 1));
    const length = Math.sqrt(own.reduce((sum, value) => sum + value * value, 0)) || 1;
    for (const [index, number] of numbers.entries()) {
      terms.push(number);
      values.push((own[index] ?? 0) / length);
    }
    starts[place + 1] = terms.length;
  }
  return { starts, terms: Int32Array.from(terms), weights: Float32Array.from(values) };
}
