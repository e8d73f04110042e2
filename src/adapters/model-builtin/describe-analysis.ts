import { isStopword } from '../../lib/text/is-stopword.ts';
import { splitSentences } from '../../lib/text/split-sentences.ts';
import { stem } from '../../lib/text/stem.ts';

export interface AnalyzedWord {
  /** As it was written. */
  surface: string;
  /** Lower case, `ё` as `е`: what stems and stopwords are looked up by. */
  lower: string;
  stem: string;
  /** Carries no subject of its own: a stopword, a number, a single letter. */
  isStop: boolean;
  /** Nothing but one space stands between it and the word before. */
  isBound: boolean;
  /** Begins with a capital letter. */
  isUpper: boolean;
}

export interface AnalyzedSentence {
  /** Verbatim. */
  text: string;
  words: AnalyzedWord[];
}

export interface TextAnalysis {
  language: string;
  /** Characters of the whole text. */
  length: number;
  sentences: AnalyzedSentence[];
}

/** What a text is about is said in its beginning; a book pasted into a message is not read to its end. */
const analyzedCharacters = 8_000;

const notWords = /https?:\/\/\S+|www\.\S+|[\p{L}\p{N}._+-]{1,64}@[\p{L}\p{N}.-]+|[@#][\p{L}\p{N}_]+/gu;
const mayHoldOthers = /[@#]|:\/\/|www\./i;
const startsWithLetter = /^\p{L}/u;
const word = /[\p{L}\p{N}][\p{L}\p{M}\p{N}\u200c]*(?:['’ʼ-][\p{L}\p{M}\p{N}]+)*/gu;

/** Sentences and words of the beginning of a text, with what the parts of the engine need to know of each word. */
export function analyzeText(text: string, language: string): TextAnalysis {
  const sentences = splitSentences(text.slice(0, analyzedCharacters), language).map((sentence) => ({
    text: sentence,
    words: analyzeWords(sentence, language),
  }));
  return { language, length: text.length, sentences };
}

function analyzeWords(sentence: string, language: string): AnalyzedWord[] {
  // A sign that is no letter keeps the words around a link from being bound together.
  const plain = mayHoldOthers.test(sentence) ? sentence.replace(notWords, '•') : sentence;
  const words: AnalyzedWord[] = [];
  let end = -2;
  for (const match of plain.matchAll(word)) {
    const surface = match[0];
    const small = surface.toLowerCase();
    const lower = small.replaceAll('ё', 'е');
    const isStop = lower.length < 2 || isStopword(lower, language) || !startsWithLetter.test(lower);
    const isBound = match.index === end + 1 && plain[end] === ' ';
    const isUpper = small.charCodeAt(0) !== surface.charCodeAt(0);
    words.push({ surface, lower, stem: isStop ? lower : stem(lower, language), isStop, isBound, isUpper });
    end = match.index + surface.length;
  }
  return words;
}
