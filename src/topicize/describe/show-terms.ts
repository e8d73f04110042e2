import { compareText } from '../../lib/compare-text.ts';
import { baseForm } from '../../lib/text/base-form.ts';
import { casedWords } from '../../lib/text/cased-words.ts';
import { type ContentWord, contentWords } from '../../lib/text/content-words.ts';
import { namesSomething } from '../../lib/text/names-something.ts';
import type { TopicTerm } from '../group/draft-topic.ts';
import { findPhrases } from './find-phrases.ts';

const mostShown = 20;

/** A word of a text that says something, as it was written. */
export interface WrittenWord extends Pick<ContentWord, 'stem'> {
  form: string;
}

/**
 * A topic's terms as a person would name them, strongest first: each stem in its base form, words that usually stand together as one
 * phrase, and last what names nothing by itself (verbs, adverbs, adjectives, code).
 *
 * @param texts central documents of the topic
 */
export function showTerms(texts: { text: string; language: string }[], terms: TopicTerm[]): string[] {
  const language = mostFrequent(texts.map((text) => text.language));
  const read = texts.map((text) => writtenWords(text.text, text.language));
  const forms = formsOf(read, new Set(terms.map(({ stem }) => stem)));
  const phrases = findPhrases(read, terms, language);
  const inPhrase = new Set(phrases.flatMap(({ stems }) => stems));
  const words = terms.flatMap(({ stem, strength }) => {
    const written = inPhrase.has(stem) ? undefined : forms.get(stem);
    return written ? [{ label: baseForm(stem, written, language), strength }] : [];
  });
  const shown = [...phrases, ...words].map((term) => ({ ...term, names: namesSomething(term.label, language) }));
  shown.sort(
    (left, right) =>
      Number(right.names) - Number(left.names) || right.strength - left.strength || compareText(left.label, right.label),
  );
  return [...new Set(shown.map(({ label }) => label))].slice(0, mostShown);
}

function mostFrequent(languages: string[]): string {
  const counts = new Map<string, number>();
  for (const language of languages) {
    counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  const [best] = [...counts].sort(([left, a], [right, b]) => b - a || compareText(left, right));
  return best?.[0] ?? 'und';
}

/** null where punctuation or a word that says nothing stands. */
function writtenWords(text: string, language: string): (WrittenWord | null)[] {
  return casedWords(text).map((form) => {
    const stem = form === '' ? undefined : contentWords(form, language)[0]?.stem;
    return stem === undefined ? null : { stem, form };
  });
}

function formsOf(texts: (WrittenWord | null)[][], known: ReadonlySet<string>): Map<string, Map<string, number>> {
  const forms = new Map<string, Map<string, number>>();
  for (const word of texts.flat()) {
    if (word && known.has(word.stem)) {
      const own = forms.get(word.stem) ?? new Map<string, number>();
      forms.set(word.stem, own.set(word.form, (own.get(word.form) ?? 0) + 1));
    }
  }
  return forms;
}
