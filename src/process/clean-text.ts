import { cleanLink } from './clean-link.ts';
import { trimLink } from './trim-link.ts';

/** Control characters other than line break and tab. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
/** Soft hyphen, zero-width space, word joiner, direction marks, byte order mark: invisible, and in the way of every search. */
const invisible = /\u034f|[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/g;
/** Writing in which a joiner changes letters, and emoji that it glues together; elsewhere joiners are padding. */
const joined = ['Arabic', 'Devanagari', 'Bengali', 'Gujarati', 'Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala', 'Khmer']
  .map((script) => `\\p{Script=${script}}`)
  .join('');
const strayJoiner = new RegExp(
  `(?<![${joined}\\p{M}\\p{Extended_Pictographic}\\u{1f3fb}-\\u{1f3ff}])[\\u200c\\u200d]+|[\\u200c\\u200d]+(?![${joined}\\p{M}\\p{Extended_Pictographic}\\u2640\\u2642])`,
  'gu',
);
/** Every kind of space, and letters that only look like nothing (Braille blank, Hangul fillers). */
const space = /[\p{Zs}\t\u2800\u3164\u115f\u1160]+/gu;
const aroundBreak = / ?\n ?/g;
const manyBreaks = /\n{3,}/g;
const lineBreak = /\r\n?|[\u0085\u2028\u2029]/g;
const address = /https?:\/\/[^\s<>"]+/g;

/**
 * The text as a person would retype it: one kind of space, no invisible or control characters, at most one empty line
 * between paragraphs, links without tracking parameters, whole characters (NFC, no halves of pairs). Its words are untouched.
 * Linear in the length of the text.
 */
export function cleanText(text: string): string {
  const visible = text
    .toWellFormed()
    .replace(lineBreak, '\n')
    .replace(control, '')
    .replace(invisible, '')
    .replace(strayJoiner, '')
    .normalize('NFC');
  const spaced = visible.replace(space, ' ').replace(aroundBreak, '\n').replace(manyBreaks, '\n\n').trim();
  return spaced.includes('://') ? spaced.replace(address, cleanWritten) : spaced;
}

/** The sentence's own punctuation behind an address is no part of its parameters. */
function cleanWritten(written: string): string {
  const link = trimLink(written);
  return cleanLink(link) + written.slice(link.length);
}
