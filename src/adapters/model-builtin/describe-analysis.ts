import { splitSentences } from '../../lib/text/split-sentences.ts';
import { lookUpWord, type WordFacts } from './describe-word.ts';

export interface AnalyzedWord extends WordFacts {
  /** Nothing but one space stands between it and the word before. */
  isBound: boolean;
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
    const { lower, stem, isStop, isUpper, isContent, canEnd } = lookUpWord(surface, language);
    const isBound = match.index === end + 1 && plain[end] === ' ';
    words.push({ surface, lower, stem, isStop, isUpper, isContent, canEnd, isBound });
    end = match.index + surface.length;
  }
  return words;
}
