import { createRequire } from 'node:module';

export interface IdentifiedLanguage {
  /** ISO 639-1, or `und` where the text does not tell. */
  language: string;
  /** 0 to 1. */
  confidence: number;
}

type Detect = (text: string) => { lang: string; accuracy: number }[];

const require = createRequire(import.meta.url);
let detect: Detect | null = null;

const notLanguage = /https?:\/\/\S+|www\.\S+|\S+@\S+|[@#/][\p{L}\p{N}_]+|[^\p{L}\p{M}'’ʼ\s-]+/gu;
const spaces = /\s+/g;

/** Below this many letters a text says too little: «ok», «да», «ахах» are words of many languages. */
const fewestLetters = 12;
/** More tells nothing more and costs time. */
const mostCharacters = 600;

/** Letters that one language of a script has and its neighbours have not. */
const tellingLetters: readonly (readonly [string, RegExp])[] = [
  ['uk', /[іїєґ]/i],
  ['be', /ў/i],
  ['kk', /[әғқңұһ]/i],
  ['ur', /[ٹڈےںہ]/],
  ['fa', /[پچژگ]|ی/],
];

/** Scripts that are written by one language as far as a channel is concerned. */
const scripts: readonly (readonly [string, RegExp])[] = [
  ['he', /\p{Script=Hebrew}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['ka', /\p{Script=Georgian}/gu],
  ['hy', /\p{Script=Armenian}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['am', /\p{Script=Ethiopic}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
];

const unknown: IdentifiedLanguage = { language: 'und', confidence: 0 };

/**
 * Says in which language a text is written; does not guess on a few letters. Links, mentions, hashtags, numbers and emoji
 * are not looked at.
 */
export function identifyLanguage(text: string): IdentifiedLanguage {
  const plain = text
    .slice(0, mostCharacters * 2)
    .replace(notLanguage, ' ')
    .replace(spaces, ' ')
    .trim()
    .slice(0, mostCharacters);
  const letters = plain.replaceAll(' ', '').length;
  const byScript = identifyByScript(plain, letters);
  if (byScript) {
    return byScript;
  }
  if (letters < fewestLetters) {
    return unknown;
  }
  detect ??= (require('tinyld') as { detectAll: Detect }).detectAll;
  const [best] = detect(plain);
  if (!best || best.accuracy === 0) {
    return identifyByLetters(plain) ?? unknown;
  }
  return correct(plain, { language: best.lang, confidence: Math.min(1, best.accuracy) });
}

function identifyByScript(plain: string, letters: number): IdentifiedLanguage | null {
  if (letters < 2 || /^[\p{Script=Latin}\p{Script=Cyrillic}\s'’ʼ-]*$/u.test(plain)) {
    return null;
  }
  for (const [language, script] of scripts) {
    if ((plain.match(script)?.length ?? 0) > letters / 2) {
      return { language, confidence: 0.95 };
    }
  }
  if (/[\u3040-\u30ff]/.test(plain)) {
    return { language: 'ja', confidence: 0.95 };
  }
  return (plain.match(/\p{Script=Han}/gu)?.length ?? 0) > letters / 2 ? { language: 'zh', confidence: 0.9 } : null;
}

function identifyByLetters(plain: string): IdentifiedLanguage | null {
  const telling = tellingLetters.find(([, pattern]) => pattern.test(plain));
  return telling ? { language: telling[0], confidence: 0.5 } : null;
}

/** Among Cyrillic and Arabic neighbours the statistics of short texts are weaker than a letter that only one of them has. */
function correct(plain: string, found: IdentifiedLanguage): IdentifiedLanguage {
  const cyrillic = plain.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  if (cyrillic > plain.length / 2) {
    return correctCyrillic(plain, found);
  }
  if (/\p{Script=Arabic}/u.test(plain) && ['ar', 'fa', 'ur'].includes(found.language)) {
    const telling = tellingLetters.find(([language, pattern]) => ['ur', 'fa'].includes(language) && pattern.test(plain));
    return telling ? { language: telling[0], confidence: Math.max(found.confidence, 0.7) } : { ...found, language: 'ar' };
  }
  return found;
}

function correctCyrillic(plain: string, found: IdentifiedLanguage): IdentifiedLanguage {
  const russian = plain.match(/[ыэёъ]/gi)?.length ?? 0;
  const ukrainian = plain.match(/[іїєґ]/gi)?.length ?? 0;
  if (found.language === 'uk' && ukrainian === 0 && russian > 0) {
    return { language: 'ru', confidence: 0.8 };
  }
  if (found.language === 'ru' && russian === 0 && ukrainian > 1) {
    return { language: 'uk', confidence: 0.8 };
  }
  if (/ў/i.test(plain)) {
    return { language: 'be', confidence: 0.9 };
  }
  if (found.language === 'bg' && russian > 0 && /[ыэё]/i.test(plain)) {
    return { language: 'ru', confidence: 0.8 };
  }
  return found;
}
