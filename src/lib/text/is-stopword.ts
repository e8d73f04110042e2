import { createRequire } from 'node:module';
import { extraStopwords, subjectWords } from './extra-stopwords.ts';

const require = createRequire(import.meta.url);
const sets = new Map<string, ReadonlySet<string>>();
let lists: Record<string, string[]> | null = null;

/**
 * Whether a word carries no subject of its own (stopwords-iso with corrections of ours; Belarusian borrows the Russian list).
 *
 * @param word lower case, as `tokenize` gives it
 * @param language ISO 639-1; for `und` English and Russian words are looked up
 */
export function isStopword(word: string, language: string): boolean {
  if (language === 'und') {
    return setOf('en').has(word) || setOf('ru').has(word);
  }
  return setOf(language).has(word);
}

function setOf(language: string): ReadonlySet<string> {
  let set = sets.get(language);
  if (!set) {
    // Half a megabyte that is read only when words are looked up.
    lists ??= require('stopwords-iso') as Record<string, string[]>;
    const listed = lists[language === 'be' ? 'ru' : language] ?? [];
    const extra = extraStopwords[language]?.split(' ') ?? [];
    const subjects = new Set(subjectWords[language]?.split(' '));
    set = new Set([...listed, ...extra].filter((word) => !subjects.has(word)).map((word) => word.replaceAll('ё', 'е')));
    sets.set(language, set);
  }
  return set;
}
