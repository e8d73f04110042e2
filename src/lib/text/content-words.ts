import { isStopword } from './is-stopword.ts';
import { stem } from './stem.ts';
import { tokenize } from './tokenize.ts';

export interface ContentWord {
  /** As `tokenize` gives it. */
  readonly word: string;
  readonly stem: string;
}

/** Longer "words" are keys, hashes and joined paths. */
const longestWord = 30;
const onlyDigits = /^[\p{N}'’ʼ.-]+$/u;
const latin = /^[a-z]/;
/** Languages written in another script, in whose texts English words stand as they are. */
const nonLatinLanguages = new Set(['ru', 'uk', 'be', 'bg', 'sr', 'mk', 'kk', 'fa', 'ar', 'he', 'el']);

/** Enough for the vocabulary of a busy channel; emptied when full, so memory is bounded. */
const cachedWords = 100_000;
const cache = new Map<string, Map<string, ContentWord | null>>();

/**
 * The words of a text that can say what it is about, in order; null where a word says nothing (a stopword, a number), so that
 * neighbours stay recognisable as neighbours.
 *
 * @param language ISO 639-1 or `und`
 */
export function contentWords(text: string, language: string): (ContentWord | null)[] {
  let known = cache.get(language);
  if (!known || known.size > cachedWords) {
    known = new Map();
    cache.set(language, known);
  }
  const words: (ContentWord | null)[] = [];
  for (const word of tokenize(text)) {
    let content = known.get(word);
    if (content === undefined) {
      content = saysNothing(word, language) ? null : { word, stem: stem(word, language) };
      known.set(word, content);
    }
    words.push(content);
  }
  return words;
}

function saysNothing(word: string, language: string): boolean {
  return (
    word.length < 2 ||
    word.length > longestWord ||
    onlyDigits.test(word) ||
    isStopword(word, language) ||
    (nonLatinLanguages.has(language) && latin.test(word) && isStopword(word, 'en'))
  );
}
