import { splitSentences } from '../../lib/text/split-sentences.ts';
import { cutAtWord } from './describe-cut.ts';
import { isGreeting } from './describe-greetings.ts';

const longestTitle = 100;
/** A line is looked at this far: a title is made of its beginning. */
const lookedAt = 600;
/** Lines from the top that may hold the title. */
const mostLines = 12;

const address = /(?:https?:\/\/|www\.)\S+/gi;
const leadingMarks = /^(?:#[\p{L}\p{N}_]+[\s,;|]*|[^\p{L}\p{N}«"“„'([@]+)+/u;
const trailingMarks = /(?:\s+#[\p{L}\p{N}_]+|[^\p{L}\p{N}\p{M}»"”“'’)\]?!%…$€₽₴£¥°+]+)+$/u;
const emoji = /[\p{Extended_Pictographic}\u{1f1e6}-\u{1f1ff}\u{1f3fb}-\u{1f3ff}\ufe0f\u20e3\u200d]+/gu;

/**
 * A title in the text's own words: its heading or its first sentence that says something, at most 100 characters. A text
 * without words is named by its address, its hashtags or itself.
 */
export function findTitle(text: string, language: string): string {
  let fallback = '';
  let greeting = '';
  for (const line of firstLines(text)) {
    const bare = bareLine(line);
    const letters = bare.match(/\p{L}/gu)?.length ?? 0;
    const words = bare.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
    const candidate = words >= 2 && letters >= 6 ? firstStatement(bare, language) : null;
    if (candidate !== null && isGreeting(candidate)) {
      greeting ||= candidate;
    } else if (candidate !== null) {
      return cutAtWord(candidate, longestTitle);
    }
    fallback ||= bare;
  }
  return (
    cutAtWord(greeting || fallback || nameOfLink(text) || text.replace(/\s+/g, ' ').trim(), longestTitle) ||
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
  const plain = line
    .replace(address, ' ')
    .replace(emoji, ' ')
    .replace(/[*_~`|]{2,}/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return plain.replace(leadingMarks, '').replace(trailingMarks, '').trim();
}

/** The first sentence, with the next one when it is a mere call («Внимание!»), without a greeting in front. */
function firstStatement(line: string, language: string): string {
  const sentences = splitSentences(line, language);
  const rest = sentences.length > 1 && isGreeting(sentences[0] ?? '') ? sentences.slice(1) : sentences;
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

/** Host and path, as much as a reader recognises. */
function nameOfLink(text: string): string {
  const link = /https?:\/\/(?:www\.)?([^\s?#]+)/i.exec(text.slice(0, 4_000))?.[1];
  return link === undefined ? '' : link.replace(/\/+$/, '');
}
