import { compareText } from '../../lib/compare-text.ts';
import { baseForm } from '../../lib/text/base-form.ts';
import { namesSomething } from '../../lib/text/names-something.ts';
import type { TopicTerm } from '../group/draft-topic.ts';
import { findPhrases } from './find-phrases.ts';
import { StemForms } from './stem-forms.ts';
import { writtenWords } from './written-words.ts';

const mostShown = 20;
/** Occurrences of a stem in a topic that show its cases. */
const manyForms = 30;

/**
 * A topic's terms as a person would name them, strongest first: each stem in its base form, words that usually stand together as one
 * phrase, and last what names nothing by itself (verbs, adverbs, adjectives, code).
 *
 * @param texts central documents of the topic
 * @param channelForms how the stems are written in all topics: the more forms of a word are known, the surer is its base form
 */
export function showTerms(
  texts: { text: string; language: string }[],
  terms: TopicTerm[],
  channelForms?: Pick<StemForms, 'of'>,
): string[] {
  const language = mostFrequent(texts.map((text) => text.language));
  const read = texts.map(writtenWords);
  const forms = new StemForms(new Set(terms.map(({ stem }) => stem))).add(read.flat());
  const phrases = findPhrases(read, terms, language);
  const inPhrase = new Set(phrases.flatMap(({ stems }) => stems));
  const words = terms.flatMap(({ stem, strength }) => {
    const written = forms.of(stem);
    if (!written || inPhrase.has(stem)) {
      return [];
    }
    const known = tellsEnough(written, language) ? written : (channelForms?.of(stem) ?? written);
    return [{ label: baseForm(stem, known, language), strength }];
  });
  const shown = [...phrases, ...words].map((term) => ({ ...term, names: namesSomething(term.label, language) }));
  shown.sort(
    (left, right) =>
      Number(right.names) - Number(left.names) || right.strength - left.strength || compareText(left.label, right.label),
  );
  return [...new Set(shown.map(({ label }) => label))].slice(0, mostShown);
}

/** Elsewhere the same stem may be another word, so a topic's own forms go first where they are many or cases are few. */
function tellsEnough(forms: ReadonlyMap<string, number>, language: string): boolean {
  return language !== 'ru' || [...forms.values()].reduce((sum, count) => sum + count, 0) >= manyForms;
}

function mostFrequent(languages: string[]): string {
  const counts = new Map<string, number>();
  for (const language of languages) {
    counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  const [best] = [...counts].sort(([left, a], [right, b]) => b - a || compareText(left, right));
  return best?.[0] ?? 'und';
}
