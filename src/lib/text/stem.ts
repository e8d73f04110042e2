import { stemmer as stemArabic } from '@orama/stemmers/arabic';
import { stemmer as stemEnglish } from '@orama/stemmers/english';
import { stemmer as stemFrench } from '@orama/stemmers/french';
import { stemmer as stemGerman } from '@orama/stemmers/german';
import { stemmer as stemItalian } from '@orama/stemmers/italian';
import { stemmer as stemPortuguese } from '@orama/stemmers/portuguese';
import { stemmer as stemRussian } from '@orama/stemmers/russian';
import { stemmer as stemSpanish } from '@orama/stemmers/spanish';
import { stemmer as stemUkrainian } from '@orama/stemmers/ukrainian';

const stemmers: Record<string, (word: string) => string> = {
  ar: stemArabic,
  be: stemRussian,
  de: stemGerman,
  en: stemEnglish,
  es: stemSpanish,
  fr: stemFrench,
  it: stemItalian,
  pt: stemPortuguese,
  ru: stemRussian,
  uk: stemUkrainian,
};

/** Enough for the vocabulary of a busy channel; the cache is emptied when it is full, so memory is bounded. */
const cachedWords = 50_000;
const cache = new Map<string, Map<string, string>>();

/**
 * @param word lower case, as `tokenize` gives it
 * @param language ISO 639-1; a language without a stemmer, or `und`, leaves the word as it is
 */
export function stem(word: string, language: string): string {
  const stemmer = stemmers[language] ?? (/^[а-я]/.test(word) ? stemRussian : undefined);
  if (!stemmer) {
    return word;
  }
  let known = cache.get(language);
  if (!known) {
    known = new Map();
    cache.set(language, known);
  }
  let stemmed = known.get(word);
  if (stemmed === undefined) {
    stemmed = stemmer(word) || word;
    if (known.size >= cachedWords) {
      known.clear();
    }
    known.set(word, stemmed);
  }
  return stemmed;
}
