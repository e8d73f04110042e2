import { splitSentences } from '../../lib/text/split-sentences.ts';
import { cutAtWord } from './describe-cut.ts';
import { isGreeting } from './describe-greetings.ts';

const longestTitle = 100;
/** A line is looked at this far: a title is made of its beginning. */
const lookedAt = 600;
/** Lines from the top that may hold the title. */
const mostLines = 12;

const address = /(?:https?:\/\/|www\.)\S+/gi;
const mayHoldAddress = /:\/\/|www\./i;
/** Two words, and letters enough for them; «BIKE-2025» is a mark of what follows. */
const saysSomething = /[\p{L}\p{N}]\S*\s[^\p{L}\p{N}]*[\p{L}\p{N}]/u;
const fourLetters = /\p{L}(?:\P{L}*\p{L}){3}/u;
const endsInWord = /[\p{L}\p{N}\p{M}]$/u;
/** A single space stays as it is. */
const manySpaces = /\s{2,}|[^\S ]/gu;
const leadingMarks = /^(?:#[\p{L}\p{N}_]+[\s,;|]*|[^\p{L}\p{N}«"“„'([@]+)+/u;
const trailingMarks = /(?:\s+#[\p{L}\p{N}_]+|[^\p{L}\p{N}\p{M}»"”“'’)\]?!%…$€₽₴£¥°+])+$/u;
const thanks =
  /^(?:спасибо|благодарю|дякую|щиро дякую|thanks|thank you|gracias|muchas gracias|danke|vielen dank|ممنون|مرسی|شكرا)(?![\p{L}\p{M}])/iu;
const emoji = /[\p{Extended_Pictographic}\u{1f1e6}-\u{1f1ff}\u{1f3fb}-\u{1f3ff}\ufe0f\u20e3\u200d]+/gu;

/**
 * A title in the text's own words: its heading or its first sentence that says something, at most 100 characters. A text
 * without words is named by its address, its hashtags or itself.
 */
export function findTitle(text: string, language: string): string {
  let fallback = '';
  let opener = '';
  for (const line of firstLines(text)) {
    const bare = bareLine(line);
    const candidate = saysSomething.test(bare) && fourLetters.test(bare) ? firstStatement(bare, language) : null;
    if (candidate !== null && isOpener(candidate)) {
      opener ||= candidate;
    } else if (candidate !== null) {
      return cutAtWord(isMark(fallback) ? `${fallback}: ${candidate}` : candidate, longestTitle);
    }
    fallback ||= bare;
  }
  return (
    cutAtWord(opener || fallback || nameOfLink(text) || text.replace(/\s+/g, ' ').trim(), longestTitle) ||
    text.trim().slice(0, 1)
  );
}

function* firstLines(text: string): Generator<string> {
  let start = 0;
  for (let count = 0; count < mostLines && start < text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    const line = text.slice(start, Math.min(end, start + lookedAt)).trim();
    start = end + 1;
    if (line !== '') {
      count += 1;
      yield line;
    }
  }
}

/** Without addresses, emoji, bullets and the hashtags around it. */
function bareLine(line: string): string {
  const written = mayHoldAddress.test(line) ? line.replace(address, ' ') : line;
  const plain = written
    .replace(emoji, ' ')
    .replace(/[*_~`|]{2,}/g, ' ')
    .replace(manySpaces, ' ')
    .trim();
  const begun = plain.replace(leadingMarks, '');
  return endsInWord.test(begun) && !begun.includes('#') ? begun : begun.replace(trailingMarks, '').trim();
}

/** The first sentence, with the next one when it is a mere call («Внимание!»), without a greeting in front. */
function firstStatement(line: string, language: string): string {
  const sentences = splitSentences(line, language);
  const rest = sentences.length > 1 && isOpener(sentences[0] ?? '') ? sentences.slice(1) : sentences;
  const [first = line, second] = rest;
  const isCall = second !== undefined && (first.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) < 3;
  const statement = isCall ? `${first} ${second}` : first;
  return (
    statement
      .replace(leadingMarks, '')
      .replace(/[\s.,:;–—-]+$/u, '')
      .trim() || line
  );
}

/** Thanks and greetings lead to what is said, and are not it. */
function isOpener(sentence: string): boolean {
  return isGreeting(sentence) || (sentence.length <= 40 && thanks.test(sentence));
}

/** A number or code of what follows, as «CVE-2020-1234» or «Глава 3». */
function isMark(line: string): boolean {
  return line.length <= 24 && /\p{L}/u.test(line) && /\p{Nd}/u.test(line);
}

/** Host and path, as much as a reader recognises. */
function nameOfLink(text: string): string {
  const link = /https?:\/\/(?:www\.)?([^\s?#]+)/i.exec(text.slice(0, 4_000))?.[1];
  return link === undefined ? '' : link.replace(/\/+$/, '');
}
