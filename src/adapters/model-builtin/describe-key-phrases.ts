import type { AnalyzedWord, TextAnalysis } from './describe-analysis.ts';

const mostPhrases = 8;
const longestPhrase = 3;

interface Occurrence {
  words: readonly AnalyzedWord[];
  /** The capital of the first word only begins the sentence. */
  beginsSentence: boolean;
}

interface Phrase {
  stems: string[];
  occurrences: Occurrence[];
  /** Some form has a capital of its own. */
  isProper: boolean;
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
    for (let start = 0; start < words.length; start += 1) {
      let key = '';
      for (let size = 1; size <= longestPhrase; size += 1) {
        const at = start + size - 1;
        const last = words[at];
        if (!last?.isContent || (size > 1 && !last.isBound)) {
          break;
        }
        // Forms of one phrase are one phrase.
        key = size === 1 ? last.stem : `${key} ${last.stem}`;
        if (last.canEnd && !cutsName(words, start, size)) {
          const part = words.slice(start, at + 1);
          const beginsSentence = start === 0 && language !== 'de' && !isCapital(part[1]);
          note(phrases, key, { words: part, beginsSentence, sentence: index });
        }
      }
    }
  }
  return phrases;
}

function note(
  phrases: Map<string, Phrase>,
  key: string,
  { words, beginsSentence, sentence }: Occurrence & { sentence: number },
): void {
  let phrase = phrases.get(key);
  if (!phrase) {
    const stems = words.map(({ stem }) => stem);
    phrase = { stems, occurrences: [], isProper: false, firstSentence: sentence, order: phrases.size };
    phrases.set(key, phrase);
  }
  phrase.occurrences.push({ words, beginsSentence });
  phrase.isProper ||= words.some((word, index) => word.isUpper && (index > 0 || !beginsSentence || !isOnlyCapital(word)));
}

/** «Дональда» of «Дональда Трампа» is half a name: a run of capitals is taken whole. */
function cutsCapitalRun(words: readonly AnalyzedWord[], start: number, size: number): boolean {
  const [before, first, last, next] = [words[start - 1], words[start], words[start + size - 1], words[start + size]];
  const goesOn = isCapital(last) && isCapital(next) && next?.isBound === true && !next.isStop && size < longestPhrase;
  const hasBegun = isCapital(before) && isCapital(first) && first?.isBound === true && before?.isStop === false;
  return goesOn || hasBegun;
}

function isCapital(word: AnalyzedWord | undefined): boolean {
  return word?.isUpper === true && /^.\p{Ll}/u.test(word.surface);
}

function isHeadline(words: readonly AnalyzedWord[]): boolean {
  return words.length >= 4 && words.filter(isCapital).length > words.length * 0.6;
}

/** Abbreviations and names inside a word keep their capitals. */
function isOnlyCapital({ surface }: AnalyzedWord): boolean {
  return /^\p{Lu}[\p{Ll}\p{M}’'-]*$/u.test(surface);
}

function countStems(phrases: ReadonlyMap<string, Phrase>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { stems, occurrences } of phrases.values()) {
    if (stems.length === 1 && stems[0] !== undefined) {
      counts.set(stems[0], occurrences.length);
    }
  }
  return counts;
}

function score({ stems, occurrences, firstSentence, isProper }: Phrase, counts: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const stem of stems) {
    sum += Math.sqrt(counts.get(stem) ?? 1) * Math.min(1.5, 0.5 + stem.length / 10);
  }
  const repeated = occurrences.length > 1 ? 1 + 0.15 * Math.min(occurrences.length, 6) : 1;
  const length = stems.length === 1 ? 1 : stems.length === 2 ? 1.3 : 1.15;
  const early = 1 + 0.6 / (1 + firstSentence);
  return (sum / stems.length) * repeated * length * early * (isProper ? 1.2 : 1);
}

function overlaps(chosen: Phrase, candidate: Phrase): boolean {
  return candidate.stems.some((stem) => chosen.stems.includes(stem));
}

/** The commonest form; of equally common ones the shortest, which is most often the dictionary's. */
function writtenForm({ occurrences }: Phrase): string {
  const counts = new Map<string, number>();
  for (const occurrence of occurrences) {
    const form = formOf(occurrence);
    counts.set(form, (counts.get(form) ?? 0) + 1);
  }
  let best = '';
  let most = 0;
  for (const [form, count] of counts) {
    if (count > most || (count === most && form.length < best.length)) {
      best = form;
      most = count;
    }
  }
  return best;
}

function formOf({ words, beginsSentence }: Occurrence): string {
  return words
    .map((word, index) => (index === 0 && beginsSentence && isOnlyCapital(word) ? word.surface.toLowerCase() : word.surface))
    .join(' ');
}
