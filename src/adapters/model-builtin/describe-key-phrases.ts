import type { AnalyzedWord, TextAnalysis } from './describe-analysis.ts';
import { canBePart, canEndPhrase } from './describe-word-class.ts';

const mostPhrases = 8;
const longestPhrase = 3;

interface Phrase {
  /** Stems joined: forms of one phrase are one phrase. */
  key: string;
  stems: string[];
  /** How often each written form occurs. */
  forms: Map<string, number>;
  count: number;
  /** Sentence in which it stands first. */
  firstSentence: number;
  order: number;
}

/**
 * Words and phrases that a text is about, as they were written in it, most important first. Runs of words between stopwords
 * and punctuation (as RAKE takes them: Rose et al. 2010), up to three words, scored by how often their stems occur, how
 * early, and whether the run itself is repeated.
 */
export function findKeyPhrases(analysis: TextAnalysis): string[] {
  const phrases = collectPhrases(analysis);
  const counts = countStems(phrases);
  const words = analysis.sentences.reduce((sum, sentence) => sum + sentence.words.length, 0);
  const wanted = Math.min(mostPhrases, 2 + Math.floor(words / 10));
  const ranked = [...phrases.values()]
    .map((phrase) => ({ phrase, score: score(phrase, counts) }))
    .sort((left, right) => right.score - left.score || left.phrase.order - right.phrase.order);
  const chosen: Phrase[] = [];
  for (const { phrase } of ranked) {
    if (chosen.length < wanted && !chosen.some((other) => overlaps(other, phrase))) {
      chosen.push(phrase);
    }
  }
  return chosen.map(writtenForm);
}

function collectPhrases({ sentences, language }: TextAnalysis): Map<string, Phrase> {
  const phrases = new Map<string, Phrase>();
  for (const [index, { words }] of sentences.entries()) {
    const cutsName = language === 'de' || isHeadline(words) ? () => false : cutsCapitalRun;
    const content = words.map((word) => isContent(word, language));
    const ends = words.map((word, at) => content[at] === true && isNameLike(word, language));
    for (let start = 0; start < words.length; start += 1) {
      for (let size = 1; size <= longestPhrase; size += 1) {
        const at = start + size - 1;
        if (!content[at] || (size > 1 && !words[at]?.isBound)) {
          break;
        }
        if (ends[at] && !cutsName(words, start, size)) {
          note(phrases, words.slice(start, at + 1), { sentence: index, isFirst: start === 0, language });
        }
      }
    }
  }
  return phrases;
}

function isContent(word: AnalyzedWord, language: string): boolean {
  return !word.isStop && word.lower.length > 2 && canBePart(word.lower, language);
}

/** Whether a phrase can end with the word. German writes what it names with a capital. */
function isNameLike({ lower, surface }: AnalyzedWord, language: string): boolean {
  return canEndPhrase(lower, language) && (language !== 'de' || /^\p{Lu}/u.test(surface));
}

function note(
  phrases: Map<string, Phrase>,
  part: readonly AnalyzedWord[],
  { sentence, isFirst, language }: { sentence: number; isFirst: boolean; language: string },
): void {
  const key = part.map(({ stem }) => stem).join(' ');
  let phrase = phrases.get(key);
  if (!phrase) {
    const stems = part.map(({ stem }) => stem);
    phrase = { key, stems, forms: new Map(), count: 0, firstSentence: sentence, order: phrases.size };
    phrases.set(key, phrase);
  }
  phrase.count += 1;
  const form = part
    .map((word, index) => surfaceOf(word, isFirst && index === 0 && language !== 'de' && !isCapital(part[1])))
    .join(' ');
  phrase.forms.set(form, (phrase.forms.get(form) ?? 0) + 1);
}

/** «Дональда» of «Дональда Трампа» is half a name: a run of capitals is taken whole. */
function cutsCapitalRun(words: readonly AnalyzedWord[], start: number, size: number): boolean {
  const [before, first, last, next] = [words[start - 1], words[start], words[start + size - 1], words[start + size]];
  const goesOn = isCapital(last) && isCapital(next) && next?.isBound === true && !next.isStop && size < longestPhrase;
  const hasBegun = isCapital(before) && isCapital(first) && first?.isBound === true && before?.isStop === false;
  return goesOn || hasBegun;
}

function isCapital(word: AnalyzedWord | undefined): boolean {
  return word !== undefined && /^\p{Lu}\p{Ll}/u.test(word.surface);
}

function isHeadline(words: readonly AnalyzedWord[]): boolean {
  return words.length >= 4 && words.filter(isCapital).length > words.length * 0.6;
}

/** A capital that only begins a sentence is not the word's own; abbreviations and names keep theirs. */
function surfaceOf({ surface }: AnalyzedWord, beginsSentence: boolean): string {
  const isOnlyCapital = /^\p{Lu}[\p{Ll}\p{M}’'-]*$/u.test(surface);
  return beginsSentence && isOnlyCapital ? surface.toLowerCase() : surface;
}

function countStems(phrases: ReadonlyMap<string, Phrase>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { stems, count } of phrases.values()) {
    if (stems.length === 1 && stems[0] !== undefined) {
      counts.set(stems[0], count);
    }
  }
  return counts;
}

function score({ stems, count, firstSentence, forms }: Phrase, counts: ReadonlyMap<string, number>): number {
  const weights = stems.map((stem) => Math.sqrt(counts.get(stem) ?? 1) * Math.min(1.5, 0.5 + stem.length / 10));
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  const isRepeated = count > 1 ? 1.35 : 1;
  const length = stems.length === 1 ? 1 : stems.length === 2 ? 1.3 : 1.15;
  const early = 1 + 0.6 / (1 + firstSentence);
  const isProper = [...forms.keys()].some((form) => /^\p{Lu}|\s\p{Lu}/u.test(form)) ? 1.2 : 1;
  return mean * isRepeated * length * early * isProper;
}

function overlaps(chosen: Phrase, candidate: Phrase): boolean {
  return candidate.stems.some((stem) => chosen.stems.includes(stem));
}

/** The commonest form; of equally common ones the shortest, which is most often the dictionary's. */
function writtenForm({ forms }: Phrase): string {
  let best = '';
  let most = 0;
  for (const [form, count] of forms) {
    if (count > most || (count === most && form.length < best.length)) {
      best = form;
      most = count;
    }
  }
  return best;
}
