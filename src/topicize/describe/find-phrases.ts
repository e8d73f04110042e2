import { compareText } from '../../lib/compare-text.ts';
import { namesSomething } from '../../lib/text/names-something.ts';
import { phraseForm } from '../../lib/text/phrase-form.ts';
import type { TopicTerm } from '../group/draft-topic.ts';
import type { WrittenWord } from './written-words.ts';

/** Two words are a phrase when they make up this share of the occurrences of the rarer one. */
const phraseShare = 0.3;
/** A phrase goes on with a word that stands beside it in this share of its occurrences: «coach Jane» is half of «coach Jane Doe». */
const extensionShare = 0.6;
const fewestTogether = 3;
const mostWords = 4;

interface Phrase {
  stems: string[];
  strength: number;
  label: string;
}

type Texts = readonly (readonly (WrittenWord | null)[])[];

/** Phrases of words that usually stand together, one at most with each word, and each with two of the terms in it. */
export function findPhrases(texts: Texts, terms: readonly TopicTerm[], language: string): Phrase[] {
  const strengthOf = new Map(terms.map(({ stem, strength }) => [stem, strength]));
  const { counts, pairs } = countPairs(texts, strengthOf);
  const ranked = [...pairs.values()]
    .map(({ stems, places }) => {
      const share = places.length / Math.min(...stems.map((stem) => counts.get(stem) ?? 0));
      const strength = Math.max(...stems.map((stem) => strengthOf.get(stem) ?? 0)) * 1.1;
      return { stems, places, share, strength };
    })
    .filter(({ places, share }) => places.length >= fewestTogether && share >= phraseShare)
    .sort(
      (left, right) =>
        right.strength * right.share - left.strength * left.share || compareText(left.stems.join(' '), right.stems.join(' ')),
    );
  const taken = new Set<string>();
  const phrases: Phrase[] = [];
  for (const { stems, places, strength } of ranked) {
    if (!stems.some((stem) => taken.has(stem))) {
      const whole = extend({ stems, places }, texts);
      const label = phraseForm(
        whole.places.map((place) => formAt(texts, place, whole.stems.length)),
        language,
      );
      if (label !== null && namesSomething(label, language) && !whole.stems.some((stem) => taken.has(stem))) {
        phrases.push({ stems: whole.stems, strength, label });
        for (const stem of whole.stems) {
          taken.add(stem);
        }
      }
    }
  }
  return phrases;
}

interface Place {
  text: number;
  word: number;
}

interface Run {
  stems: string[];
  /** Where it begins. */
  places: Place[];
}

function countPairs(
  texts: Texts,
  known: ReadonlyMap<string, number>,
): { counts: Map<string, number>; pairs: Map<string, Run> } {
  const counts = new Map<string, number>();
  const pairs = new Map<string, Run>();
  for (const [text, words] of texts.entries()) {
    for (const [word, first] of words.entries()) {
      if (first && known.has(first.stem)) {
        counts.set(first.stem, (counts.get(first.stem) ?? 0) + 1);
        const second = words[word + 1];
        if (second && known.has(second.stem) && !repeats([first.stem], second.stem)) {
          const key = `${first.stem} ${second.stem}`;
          const run = pairs.get(key) ?? { stems: [first.stem, second.stem], places: [] };
          run.places.push({ text, word });
          pairs.set(key, run);
        }
      }
    }
  }
  return { counts, pairs };
}

/** Takes in words that nearly always stand beside the phrase. */
function extend(run: Run, texts: Texts): Run {
  let whole = run;
  for (const side of ['right', 'left'] as const) {
    for (let next = goOn(whole, side, texts); next !== null; next = goOn(whole, side, texts)) {
      whole = next;
    }
  }
  return whole;
}

function goOn({ stems, places }: Run, side: 'left' | 'right', texts: Texts): Run | null {
  if (stems.length >= mostWords) {
    return null;
  }
  const offset = side === 'right' ? stems.length : -1;
  const beside = new Map<string, Place[]>();
  for (const place of places) {
    const stem = texts[place.text]?.[place.word + offset]?.stem;
    if (stem !== undefined && !repeats(stems, stem)) {
      const begins = side === 'right' ? place : { ...place, word: place.word - 1 };
      beside.set(stem, [...(beside.get(stem) ?? []), begins]);
    }
  }
  const found = [...beside].find(
    ([, those]) => those.length >= fewestTogether && those.length >= places.length * extensionShare,
  );
  return found ? { stems: side === 'right' ? [...stems, found[0]] : [found[0], ...stems], places: found[1] } : null;
}

/** «maven maven-plugin» says little more than «maven-plugin». */
function repeats(stems: readonly string[], stem: string): boolean {
  return stems.some((known) => known.includes(stem) || stem.includes(known));
}

function formAt(texts: Texts, { text, word }: Place, length: number): string {
  const words = texts[text]?.slice(word, word + length) ?? [];
  return words.map((written) => written?.form ?? '').join(' ');
}
