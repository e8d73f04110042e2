import { casedWords } from '../../lib/text/cased-words.ts';
import { type ContentWord, contentWords } from '../../lib/text/content-words.ts';

/** A word of a text that says something, as it was written. */
export interface WrittenWord extends Pick<ContentWord, 'stem'> {
  form: string;
}

const possessive = /['’]s$/u;

/** The words of a text in order; null where punctuation or a word that says nothing stands. */
export function writtenWords({ text, language }: { text: string; language: string }): (WrittenWord | null)[] {
  return casedWords(text).map((written) => {
    const form = language === 'en' ? written.replace(possessive, '') : written;
    const stem = form === '' ? undefined : contentWords(form, language)[0]?.stem;
    return stem === undefined ? null : { stem, form };
  });
}
