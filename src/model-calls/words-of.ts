import { toSkeleton } from './latin-skeleton.ts';
import { withoutInvisible } from './without-invisible.ts';

/** Letters of a word that tell it from others; endings differ from case to case. */
const stemLetters = 5;
/** Shorter words are no evidence of anything. */
const word = /\p{L}{4,}/gu;
/** What may be text in Base64. */
const encoded = /[A-Za-z0-9+/]{16,}={0,2}/g;
/** A space between two letters that stand alone: `w o r d`. */
const spaceInWord = /(?<=(?:^|[^\p{L}])\p{L}) (?=\p{L}(?:[^\p{L}]|$))/gu;
/** Digits in the place of letters. */
const digitInWord = /(?<=\p{L})[0134]|[0134](?=\p{L})/gu;
const lettersOfDigits: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a' };

/** The stems of a text's words, in their order, whatever they are disguised with: invisible signs, other scripts, digits, gaps, Base64. */
export function wordsOf(text: string): string[] {
  const decoded = text.match(encoded)?.map((code) => Buffer.from(code, 'base64').toString('utf8')) ?? [];
  const plain = withoutInvisible([text, ...decoded].join('\n').normalize('NFKC'))
    .replace(spaceInWord, '')
    .replace(digitInWord, (digit) => lettersOfDigits[digit] ?? digit)
    .toLowerCase();
  return (toSkeleton(plain).match(word) ?? []).map((found) => found.slice(0, stemLetters));
}
