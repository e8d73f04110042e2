import { compareText } from '../../lib/compare-text.ts';
import { contentWords } from '../../lib/text/content-words.ts';
import type { TextToEmbed } from '../../ports/embedder.ts';

/** Stems beyond this rank of frequency add cost and no neighbours. */
const mostTerms = 20_000;
/** Stems counted at a time; when there are more, those seen once so far are forgotten. */
const mostCounted = 400_000;
/** A stem in more than this share of the texts sets nothing apart. */
const commonShare = 0.25;
/**
 * A Latin word in a text of another script is nearly always a name (of a program, a firm, a product), and names tell subjects
 * apart: of 1, 2, 3 and 4 the weight 2 agreed best with the sections of the forum that `bench/topics` measures on.
 */
const foreignNameWeight = 2;
const latinWord = /^[a-z]/;
const nonLatinLetter = /[\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Greek}\p{Script=Hebrew}]/u;

/** A text as weighted terms; length one. */
export interface SparseVector {
  terms: Int32Array;
  weights: Float32Array;
}

export interface Vocabulary {
  readonly size: number;
  vectorOf(text: TextToEmbed): SparseVector;
}

/** Counts in how many texts each stem occurs; memory is bounded whatever the corpus. */
export class VocabularyCounter {
  readonly #documentFrequency = new Map<string, number>();
  #texts = 0;

  add({ text, language }: TextToEmbed): void {
    this.#texts++;
    for (const stem of countStems(text, language).keys()) {
      this.#documentFrequency.set(stem, (this.#documentFrequency.get(stem) ?? 0) + 1);
    }
    if (this.#documentFrequency.size > mostCounted) {
      this.#forgetRare();
    }
  }

  get texts(): number {
    return this.#texts;
  }

  /** The most frequent stems of at least two texts, each weighted by ln(1 + texts / texts with the stem). */
  finish(): Vocabulary {
    const most = Math.max(5, this.#texts * commonShare);
    const kept = [...this.#documentFrequency]
      .filter(([, frequency]) => frequency >= 2 && frequency <= most)
      .sort(([left, leftCount], [right, rightCount]) => rightCount - leftCount || compareText(left, right))
      .slice(0, mostTerms);
    const ids = new Map(kept.map(([stem], id) => [stem, id]));
    const inverse = Float32Array.from(kept, ([, frequency]) => Math.log(1 + this.#texts / frequency));
    return { size: kept.length, vectorOf: (text) => weigh(text, ids, inverse) };
  }

  #forgetRare(): void {
    for (const [stem, count] of this.#documentFrequency) {
      if (count === 1) {
        this.#documentFrequency.delete(stem);
      }
    }
  }
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

/** (1 + ln count) · weight of the stem, brought to length one. */
function weigh({ text, language }: TextToEmbed, ids: Map<string, number>, inverse: Float32Array): SparseVector {
  const terms: number[] = [];
  const weights: number[] = [];
  const latinWeight = nonLatinLetter.test(text) ? foreignNameWeight : 1;
  let squares = 0;
  for (const [stem, count] of countStems(text, language)) {
    const id = ids.get(stem);
    if (id !== undefined) {
      const weight = (1 + Math.log(count)) * (inverse[id] ?? 0) * (latinWord.test(stem) ? latinWeight : 1);
      terms.push(id);
      weights.push(weight);
      squares += weight * weight;
    }
  }
  const length = Math.sqrt(squares) || 1;
  return { terms: Int32Array.from(terms), weights: Float32Array.from(weights, (weight) => weight / length) };
}
