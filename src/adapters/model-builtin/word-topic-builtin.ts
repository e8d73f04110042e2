import { namesSomething } from '../../lib/text/names-something.ts';
import { splitSentences } from '../../lib/text/split-sentences.ts';
import type { TopicToWord, TopicWording } from '../../ports/word-topics.ts';
import { type WordingLanguage, wordingLanguages } from './word-topics-language.ts';

const longestTitle = 80;
/** More terms in a title are a list, not a title. */
const titleTerms = 3;
const scopeTerms = 6;
const tagTerms = 5;
const shortestSentence = 30;
const longestSentence = 260;

/** Words a topic without a model: a title of the terms that set it apart, a summary of sentences out of its documents. */
export function wordTopicBuiltin(topic: TopicToWord): TopicWording {
  const words = languageWords(topic.language);
  const terms = namingTerms(topic);
  const naming = terms.filter((term) => namesSomething(term, topic.language));
  // One message is best told by its own headline; so are a few whose words name nothing.
  const hasHeadline = (topic.documents[0]?.title.trim() ?? '') !== '';
  const title = titleOf(topic, !hasHeadline ? terms : topic.document_count > 1 ? naming : [], words);
  return {
    title,
    summary: summaryOf(topic, terms),
    scope_in: terms.length > 0 ? terms.slice(0, scopeTerms) : [title],
    scope_out: topic.neighbour_terms.length > 0 ? topic.neighbour_terms.slice(0, scopeTerms) : [words.other],
    tags: terms.slice(0, tagTerms).map((term) => term.toLowerCase()),
    justifications: {},
  };
}

function languageWords(language: string): WordingLanguage {
  return Object.hasOwn(wordingLanguages, language) ? (wordingLanguages[language] ?? wordingLanguages.en) : wordingLanguages.en;
}

function titleOf({ documents }: TopicToWord, terms: string[], { and }: WordingLanguage): string {
  const chosen: string[] = [];
  for (const term of terms) {
    const joined = [...chosen, term].join(', ');
    if (chosen.length < titleTerms && joined.length + and.length <= longestTitle) {
      chosen.push(term);
    }
  }
  const last = chosen.pop();
  if (last === undefined) {
    return capitalise(cut(documents[0]?.title.trim() || '—'));
  }
  return capitalise(cut(chosen.length > 0 ? `${chosen.join(', ')}${and}${last}` : last));
}

/** Cuts after a word where there is one, and no surrogate pair in two. */
function cut(text: string): string {
  if (text.length <= longestTitle) {
    return text.trim();
  }
  const start = text.slice(0, longestTitle - 1).replace(/[\ud800-\udbff]$/, '');
  return `${start.replace(/(?<=.{40})\s+\S*$/su, '').trim()}…`;
}

/** Terms that name something go before those that only go with it (verbs, adverbs, lone adjectives), which are left out when there are enough. */
function namingTerms({ distinguishing_terms, language }: TopicToWord): string[] {
  const terms = withoutRepeats(distinguishing_terms.map((term) => term.trim()).filter((term) => term !== ''));
  const naming = terms.filter((term) => namesSomething(term, language));
  return naming.length >= titleTerms ? naming : [...naming, ...terms.filter((term) => !naming.includes(term))];
}

/** «отчет» beside «отчеты», or «Grafana» beside «Grafana dashboard», says nothing new. */
function withoutRepeats(terms: string[]): string[] {
  const kept: string[] = [];
  for (const term of terms) {
    const words = term.toLowerCase().split(' ');
    if (
      !kept.some((other) =>
        other
          .toLowerCase()
          .split(' ')
          .some((known) => words.some((word) => isSameWord(word, known))),
      )
    ) {
      kept.push(term);
    }
  }
  return kept;
}

function isSameWord(left: string, right: string): boolean {
  const shared = Math.min(left.length, right.length);
  return left === right || (shared >= 5 && left.slice(0, shared - 1) === right.slice(0, shared - 1));
}

/** Two sentences out of central documents that name the topic's terms; verbatim, so that nothing is invented. */
function summaryOf({ documents, language }: TopicToWord, terms: string[]): string {
  const wanted = terms.slice(0, scopeTerms).map((term) => term.toLowerCase());
  const sentences = documents
    .flatMap(({ text }, document) =>
      splitSentences(text, language)
        .slice(0, 6)
        .map((sentence) => ({ sentence, document })),
    )
    .filter(({ sentence }) => sentence.length >= shortestSentence && sentence.length <= longestSentence)
    .map(({ sentence, document }, order) => ({
      sentence,
      document,
      order,
      named: wanted.filter((term) => sentence.toLowerCase().includes(term)).length,
    }))
    .sort((left, right) => right.named - left.named || left.order - right.order);
  const [first] = sentences;
  if (!first) {
    return documents[0]?.title ?? '';
  }
  const second = sentences.find(({ document, named }) => document !== first.document && named > 0);
  return [first, ...(second ? [second] : [])].map(({ sentence }) => finish(sentence)).join(' ');
}

function finish(sentence: string): string {
  return /[.!?…؟۔]["'»”)]*$/u.test(sentence) ? sentence : `${sentence.replace(/[\s,;:–—-]+$/u, '')}.`;
}

function capitalise(text: string): string {
  const [first = ''] = text;
  // «iPhone» and «k6» keep what they are.
  return /^\p{Ll}\p{Lu}/u.test(text) ? text : first.toUpperCase() + text.slice(first.length);
}
