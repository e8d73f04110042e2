import { createRequire } from 'node:module';
import { languagesByFunctionWord } from './function-words.ts';

export interface IdentifiedLanguage {
  /** ISO 639-1, or `und` where the text does not tell. */
  language: string;
  /** 0 to 1. */
  confidence: number;
}

type Detect = (text: string, options: { only: string[] }) => { lang: string; accuracy: number }[];

type Evidence = readonly (readonly [letters: RegExp, points: Record<string, number>])[];

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
const tellingShare = 0.2;

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

/**
 * Letters that speak for languages or, below zero, against them, because they do not write them; in points of which a small
 * word has two.
 */
const cyrillicLetters: Evidence = [
  [/[їєґ]/g, { uk: 2, ru: -1.5, bg: -1.5, sr: -2, mk: -2, kk: -2, be: -1 }],
  [/і/g, { uk: 1, be: 0.8, kk: 0.3, ru: -1, bg: -1.5, sr: -2, mk: -2 }],
  [/ў/g, { be: 4, uk: -2 }],
  [/[ыэё]/g, { ru: 1.2, uk: -1.5, bg: -1.5, sr: -2, mk: -2 }],
  [/[иъщ]/g, { be: -1 }],
  [/ъ/g, { ru: 0.8, bg: 1.2, uk: -2, sr: -2, mk: -2 }],
  [/[йюяьщ]/g, { sr: -1, mk: -1 }],
  [/[әғқңұһ]/g, { kk: 2, ru: -1 }],
  [/[љњџјђћ]/g, { sr: 2, mk: 1.5, ru: -1, bg: -1 }],
  [/[ѓќѕ]/g, { mk: 3, sr: -2 }],
];

const arabicLetters: Evidence = [
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
    return inCyrillic < fewestLetters ? unknown : identify(plain, writings.cyrillic);
  }
  if (inArabic >= letters * tellingShare) {
    return inArabic < fewestLetters ? unknown : identify(plain, writings.arabic);
  }
  return inLatin < fewestLetters ? unknown : identify(plain, writings.latin);
}

interface Writing {
  /** Letters of the writing. */
  own: RegExp;
  letters: Evidence;
  languages: readonly string[];
  /** Chosen where nothing tells, among those that nothing speaks against; the commonest first. */
  common: readonly string[];
}

const writings: Record<'cyrillic' | 'arabic' | 'latin', Writing> = {
  cyrillic: {
    own: cyrillic,
    letters: cyrillicLetters,
    languages: ['ru', 'uk', 'be', 'bg', 'sr', 'mk', 'kk'],
    common: ['ru', 'uk'],
  },
  arabic: { own: arabic, letters: arabicLetters, languages: ['ar', 'fa', 'ur'], common: ['ar', 'fa'] },
  latin: {
    own: latin,
    letters: [],
    languages: ['en', 'es', 'de', 'fr', 'it', 'pt', 'nl', 'pl', 'cs', 'tr', 'ro', 'sv', 'id', 'hu', 'fi', 'vi'],
    common: [],
  },
};

/** Points that are certain enough, and by how much they must be more than those of the next language. */
const enoughEvidence = 2;
const enoughLead = 1;
/** One Ukrainian letter of eleven is і, ї, є or ґ: a long text without them is Russian rather. */
const missedLetter = 0.05;
/** What the commonest language of a writing has before anything is read. */
const headStart = 1.5;

function identify(plain: string, writing: Writing): IdentifiedLanguage {
  const words = plain.split(/\s+/).filter((word) => word.search(writing.own) >= 0);
  const own = words.join(' ');
  const scores = collectEvidence(own, words, writing);
  const [first, second] = [...scores].sort((left, right) => right[1] - left[1]);
  if (first && second && first[1] >= enoughEvidence && first[1] - second[1] >= enoughLead) {
    const share = first[1] / (first[1] + Math.max(0, second[1]));
    return { language: first[0], confidence: Math.round(Math.min(0.99, 0.4 + 0.5 * share + first[1] / 100) * 100) / 100 };
  }
  return guess(own, { words, scores, writing });
}

function collectEvidence(own: string, words: string[], { letters, languages, common }: Writing): Map<string, number> {
  const scores = new Map(languages.map((language) => [language, language === common[0] ? headStart : 0]));
  for (const word of words) {
    for (const language of languagesByFunctionWord.get(word) ?? []) {
      // A single Latin letter is as often a name in a formula.
      raise(scores, language, /^[a-z]$/.test(word) ? 0.7 : 2);
    }
  }
  for (const [pattern, points] of letters) {
    const times = count(own, pattern);
    if (times > 0) {
      for (const [language, weight] of Object.entries(points)) {
        raise(scores, language, times * weight);
      }
    }
  }
  if (!/[іїєґ]/.test(own)) {
    raise(scores, 'uk', -missedLetter * own.length);
  }
  return scores;
}

/** Where small words and letters are silent. A line of code or a list of names in Latin letters stays unknown. */
function guess(
  own: string,
  { words, scores, writing }: { words: string[]; scores: ReadonlyMap<string, number>; writing: Writing },
): IdentifiedLanguage {
  const best = Math.max(...scores.values());
  const left = writing.languages.filter((language) => {
    const points = scores.get(language) ?? 0;
    return (
      points >= best - enoughLead &&
      (points >= enoughEvidence || writing.common.length === 0 || writing.common.includes(language))
    );
  });
  if (writing.common.length > 0 && left.length < 2) {
    return { language: left[0] ?? writing.common[0] ?? 'und', confidence: 0.5 };
  }
  if (writing.common.length === 0 && best < enoughEvidence && words.length < 4) {
    return unknown;
  }
  detect ??= (require('tinyld') as { detectAll: Detect }).detectAll;
  const [found] = detect(own, { only: left });
  if (found && found.accuracy > (best >= enoughEvidence || writing.common.length > 0 ? 0 : 0.6)) {
    return { language: found.lang, confidence: Math.round(Math.min(0.6, found.accuracy) * 100) / 100 };
  }
  return writing.common.length > 0 || best >= enoughEvidence ? { language: left[0] ?? 'und', confidence: 0.3 } : unknown;
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
