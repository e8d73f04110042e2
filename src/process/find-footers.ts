import { type TrailingLine, trailingLines } from './trailing-lines.ts';

/** A line is boilerplate of the channel when so many different texts end with it … */
const fewestTexts = 5;
/** … and at least this share of the texts of the window. */
const smallestShare = 0.05;
/** A line with figures is as often a mark or a price that happens to repeat. */
const smallestShareOfFigures = 0.2;
/** A line of hashtags names the rubric of a post; it is boilerplate only when most posts carry it. */
const smallestShareOfHashtags = 0.5;
/** Texts that begin alike are one text told several times. */
const headLength = 48;

/** What is kept of a text for finding footers: bounded, however long the text is. */
export interface TextEnd {
  /** Beginning of the text. */
  head: string;
  lines: TrailingLine[];
}

export function readTextEnd(text: string): TextEnd {
  return { head: text.slice(0, headLength), lines: trailingLines(text) };
}

/** Normal forms of the lines with which the texts of a window keep ending. Independent of the order of the texts. */
export function findFooters(window: readonly TextEnd[]): ReadonlySet<string> {
  const headsByLine = new Map<string, Set<string>>();
  for (const { head, lines } of window) {
    for (const { key } of lines) {
      const heads = headsByLine.get(key) ?? new Set();
      headsByLine.set(key, heads.add(head));
    }
  }
  const footers = new Set<string>();
  for (const [key, heads] of headsByLine) {
    if (heads.size >= fewestTexts && heads.size >= window.length * shareOf(key)) {
      footers.add(key);
    }
  }
  return footers;
}

function shareOf(key: string): number {
  if (key.split(' ').every((word) => word.startsWith('#'))) {
    return smallestShareOfHashtags;
  }
  return /\p{Nd}/u.test(key) && !/[@/]/.test(key) ? smallestShareOfFigures : smallestShare;
}

/**
 * Where the text ends for a reader: in front of its footer lines. A text that is boilerplate as a whole stays as it is.
 *
 * @returns the number of characters to keep, and the footer's lines in their normal form, last one first
 */
export function cutFooter(text: string, { lines }: TextEnd, footers: ReadonlySet<string>): { end: number; footer: string[] } {
  let end = text.length;
  const footer: string[] = [];
  for (const { key, start } of lines) {
    if (!footers.has(key)) {
      break;
    }
    end = start;
    footer.push(key);
  }
  return text.slice(0, end).trim() === '' ? { end: text.length, footer: [] } : { end, footer };
}
