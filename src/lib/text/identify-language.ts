import { createRequire } from 'node:module';
import { languagesByFunctionWord } from './function-words.ts';

export interface IdentifiedLanguage {
  /** ISO 639-1, or `und` where the text does not tell. */
  language: string;
  /** 0 to 1. */
  confidence: number;
}

type Detect = (text: string, options: { only: string[] }) => { lang: string; accuracy: number }[];

const require = createRequire(import.meta.url);
let detect: Detect | null = null;

const notLanguage = /https?:\/\/\S+|www\.\S+|\S{1,64}@\S+|[@#/][\p{L}\p{N}_]+|[^\p{L}\p{M}'’ʼ\u200c-]+/gu;
const cyrillic = /[\u0400-\u052f]/g;
const latin = /[A-Za-z\u00c0-\u024f]/g;
const arabic = /[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]/g;

/** Below this many letters a text says too little: «ok», «да», «ахах» are words of many languages. */
const fewestLetters = 12;
/** More tells nothing more and costs time. */
const mostCharacters = 600;
/**
 * Latin words stand in texts of every language (names, code, brands), the others only in their own: this share of letters
 * makes a text Cyrillic or Arabic.
 */
const tellingShare = 0.3;

/** Writing that one language uses, as far as a channel is concerned. */
const ownWriting: readonly (readonly [string, RegExp])[] = [
  ['he', /\p{Script=Hebrew}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['ka', /\p{Script=Georgian}/gu],
  ['hy', /\p{Script=Armenian}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['am', /\p{Script=Ethiopic}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
];

/** Letters that speak for languages, and how strongly; the strength of a letter that others lack is that of two words. */
const cyrillicLetters: readonly (readonly [RegExp, Record<string, number>])[] = [
  [/[їєґ]/g, { uk: 2 }],
  [/і/g, { uk: 1, be: 0.8, kk: 0.5 }],
  [/ў/g, { be: 4 }],
  [/[ыэё]/g, { ru: 1.2, be: 0.8, kk: 0.2 }],
  [/ъ/g, { ru: 1, bg: 1.2 }],
  [/щ/g, { ru: 0.3, uk: 0.3, bg: 0.3 }],
  [/[әғқңұһ]/g, { kk: 2 }],
  [/[өү]/g, { kk: 0.8 }],
  [/[љњџјђћ]/g, { sr: 2, mk: 1.5 }],
  [/[ѓќѕ]/g, { mk: 3 }],
];

const arabicLetters: readonly (readonly [RegExp, Record<string, number>])[] = [
  [/[پچژگ]/g, { fa: 1.5, ur: 1 }],
  [/[ٹڈےںہھ]/g, { ur: 2 }],
  [/[یک]/g, { fa: 0.6, ur: 0.5 }],
  [/[يكةىأإ]/g, { ar: 0.8 }],
];

const unknown: IdentifiedLanguage = { language: 'und', confidence: 0 };

/**
 * Says in which language a text is written; does not guess on a few letters. Links, mentions, hashtags, numbers and emoji
 * are not looked at. First the writing decides, then small words and letters that only some languages have, and where
 * these are silent the statistics of tinyld, among the languages that the writing leaves.
 */
export function identifyLanguage(text: string): IdentifiedLanguage {
  const plain = text
    .slice(0, mostCharacters * 2)
    .replace(notLanguage, ' ')
    .slice(0, mostCharacters)
    .toLowerCase();
  const letters = count(plain, /\p{L}/gu);
  const [inCyrillic, inLatin, inArabic] = [count(plain, cyrillic), count(plain, latin), count(plain, arabic)];
  if (letters - inCyrillic - inLatin - inArabic > letters / 2) {
    return identifyByWriting(plain, letters);
  }
  if (inCyrillic >= Math.max(inArabic, letters * tellingShare)) {
    return inCyrillic < fewestLetters
      ? unknown
      : identify(plain, { writing: cyrillic, letters: cyrillicLetters, among: cyrillicLanguages });
  }
  if (inArabic >= letters * tellingShare) {
    return inArabic < fewestLetters
      ? unknown
      : identify(plain, { writing: arabic, letters: arabicLetters, among: ['ar', 'fa', 'ur'] });
  }
  return inLatin < fewestLetters ? unknown : identify(plain, { writing: latin, letters: [], among: latinLanguages });
}

const cyrillicLanguages = ['ru', 'uk', 'be', 'bg', 'sr', 'mk', 'kk'];
const latinLanguages = ['en', 'es', 'de', 'fr', 'it', 'pt', 'nl', 'pl', 'cs', 'tr', 'ro', 'sv', 'id', 'hu', 'fi', 'vi'];

interface Writing {
  writing: RegExp;
  letters: readonly (readonly [RegExp, Record<string, number>])[];
  among: string[];
}

/** A small word counts two; this much evidence, and this much more than for the next language, is certain enough. */
const enoughEvidence = 2;
const enoughLead = 1;

function identify(plain: string, { writing, letters, among }: Writing): IdentifiedLanguage {
  const words = plain.split(/\s+/).filter((word) => word.search(writing) >= 0);
  const own = words.join(' ');
  const scores = new Map(among.map((language) => [language, 0]));
  for (const word of words) {
    for (const language of languagesByFunctionWord.get(word) ?? []) {
      raise(scores, language, 2);
    }
  }
  for (const [pattern, weights] of letters) {
    const times = count(own, pattern);
    for (const [language, weight] of Object.entries(weights)) {
      raise(scores, language, times * weight);
    }
  }
  const [first, second] = [...scores].sort((left, right) => right[1] - left[1]);
  if (first && second && first[1] >= enoughEvidence && first[1] - second[1] >= enoughLead) {
    const share = first[1] / (first[1] + second[1]);
    return { language: first[0], confidence: Math.round(Math.min(0.99, 0.4 + 0.5 * share + first[1] / 100) * 100) / 100 };
  }
  return guess(own, { words, scores, among });
}

/** Where small words and letters are silent. A line of code or a list of names in Latin letters stays unknown. */
function guess(
  own: string,
  { words, scores, among }: { words: string[]; scores: ReadonlyMap<string, number>; among: string[] },
): IdentifiedLanguage {
  const best = Math.max(...scores.values());
  const left = best > 0 ? among.filter((language) => (scores.get(language) ?? 0) >= best - enoughLead) : among;
  detect ??= (require('tinyld') as { detectAll: Detect }).detectAll;
  const [found] = detect(own, { only: left });
  const isLatin = among === latinLanguages;
  if (!found || found.accuracy === 0 || (isLatin && best === 0 && (words.length < 3 || found.accuracy < 0.6))) {
    return isLatin ? unknown : { language: left[0] ?? 'und', confidence: 0.3 };
  }
  return { language: found.lang, confidence: Math.min(0.6, found.accuracy) };
}

function identifyByWriting(plain: string, letters: number): IdentifiedLanguage {
  if (letters < 2) {
    return unknown;
  }
  for (const [language, script] of ownWriting) {
    if (count(plain, script) > letters / 2) {
      return { language, confidence: 0.95 };
    }
  }
  if (/[\u3040-\u30ff]/.test(plain)) {
    return { language: 'ja', confidence: 0.95 };
  }
  return count(plain, /\p{Script=Han}/gu) > letters / 2 ? { language: 'zh', confidence: 0.9 } : unknown;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function raise(scores: Map<string, number>, language: string, by: number): void {
  const score = scores.get(language);
  if (score !== undefined) {
    scores.set(language, score + by);
  }
}
