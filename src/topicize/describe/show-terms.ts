import { compareText } from '../../lib/compare-text.ts';
import { casedWords } from '../../lib/text/cased-words.ts';
import { contentWords } from '../../lib/text/content-words.ts';
import type { TopicTerm } from '../group/draft-topic.ts';

const mostShown = 20;
/** A pair of words is a phrase when it makes up this share of the occurrences of its rarer word. */
const phraseShare = 0.3;
const fewestTogether = 3;

interface CasedStem {
  stem: string;
  form: string;
}

/**
 * A topic's terms as people write them, strongest first: each stem in its most frequent form, and words that usually stand
 * together as one phrase.
 *
 * @param texts central documents of the topic
 */
export function showTerms(texts: { text: string; language: string }[], terms: TopicTerm[]): string[] {
  const strengthOf = new Map(terms.map(({ stem, strength }) => [stem, strength]));
  const forms = new Counter();
  const pairs = new Counter();
  const counts = new Counter();
  for (const { text, language } of texts) {
    countText(stemWords(text, language, strengthOf), { forms, pairs, counts });
  }
  const phrases = findPhrases(pairs, counts, strengthOf);
  const inPhrase = new Set<string>();
  const shown: { label: string; strength: number }[] = [];
  for (const { key, strength } of phrases) {
    const [first = '', second = ''] = key.split(' ');
    // One word, one phrase: the strongest.
    if (!inPhrase.has(first) && !inPhrase.has(second)) {
      inPhrase.add(first).add(second);
      shown.push({ label: forms.best(`${key}\t`), strength });
    }
  }
  for (const { stem, strength } of terms) {
    if (!inPhrase.has(stem) && counts.of(stem) > 0) {
      shown.push({ label: forms.best(`${stem}\t`), strength });
    }
  }
  shown.sort((left, right) => right.strength - left.strength || compareText(left.label, right.label));
  return [...new Set(shown.map(({ label }) => label))].filter((label) => label !== '').slice(0, mostShown);
}

function stemWords(text: string, language: string, known: ReadonlyMap<string, number>): (CasedStem | null)[] {
  return casedWords(text).map((form) => {
    const stem = form === '' ? undefined : contentWords(form, language)[0]?.stem;
    return stem !== undefined && known.has(stem) ? { stem, form } : null;
  });
}

function countText(
  words: (CasedStem | null)[],
  { forms, pairs, counts }: { forms: Counter; pairs: Counter; counts: Counter },
): void {
  for (const [place, word] of words.entries()) {
    if (!word) {
      continue;
    }
    counts.add(word.stem);
    forms.add(`${word.stem}\t${word.form}`);
    const next = words[place + 1];
    if (next && next.stem !== word.stem) {
      pairs.add(`${word.stem} ${next.stem}`);
      forms.add(`${word.stem} ${next.stem}\t${word.form} ${next.form}`);
    }
  }
}

function findPhrases(
  pairs: Counter,
  counts: Counter,
  strengthOf: ReadonlyMap<string, number>,
): { key: string; strength: number }[] {
  return [...pairs.entries()]
    .map(([key, together]) => {
      const [first = '', second = ''] = key.split(' ');
      const rarer = Math.min(counts.of(first), counts.of(second));
      const strengths = [strengthOf.get(first) ?? 0, strengthOf.get(second) ?? 0];
      return { key, together, share: together / rarer, strength: Math.max(...strengths) * 1.1 };
    })
    .filter(({ together, share }) => together >= fewestTogether && share >= phraseShare)
    .sort((left, right) => right.strength * right.share - left.strength * left.share || compareText(left.key, right.key));
}

class Counter {
  readonly #counts = new Map<string, number>();
  readonly #best = new Map<string, { form: string; count: number }>();

  add(key: string): void {
    const count = this.of(key) + 1;
    this.#counts.set(key, count);
    const tab = key.indexOf('\t');
    if (tab >= 0) {
      this.#noteForm(key.slice(0, tab + 1), key.slice(tab + 1), count);
    }
  }

  of(key: string): number {
    return this.#counts.get(key) ?? 0;
  }

  /** The most frequent form of what the prefix names; of equal ones the last in code unit order, which is the lower-case one. */
  best(prefix: string): string {
    return this.#best.get(prefix)?.form ?? '';
  }

  entries(): IterableIterator<[string, number]> {
    return this.#counts.entries();
  }

  #noteForm(prefix: string, form: string, count: number): void {
    const best = this.#best.get(prefix);
    if (!best || count > best.count || (count === best.count && compareText(form, best.form) > 0)) {
      this.#best.set(prefix, { form, count });
    }
  }
}
