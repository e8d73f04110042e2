/** A footer is a few short lines: more, or longer ones, are content. */
const mostLines = 4;
const longestLine = 240;

export interface TrailingLine {
  /** Normal form: equal for lines that look the same to a reader. */
  key: string;
  /** Where the line begins in the text. */
  start: number;
}

/**
 * The last lines of a text that could be a footer, last one first; a longer line ends the search, and the text's only line
 * is none. Looks at the end of the text only.
 */
export function trailingLines(text: string): TrailingLine[] {
  const lines: TrailingLine[] = [];
  let end = text.length;
  while (lines.length < mostLines && end > 0) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(start, Math.min(end, start + longestLine + 1)).trim();
    if (line.length > longestLine || (start === 0 && lines.length === 0)) {
      break;
    }
    if (line !== '') {
      lines.push({ key: normalizeLine(line), start });
    }
    end = start - 1;
  }
  return lines;
}

const decoration = /[^\p{L}\p{N}@#:/.?=_+]+/gu;
const query = /(https?:\/\/[^\s?]+)\?\S*/g;

/** Lower case, decoration gone; a line of decoration alone keeps it. */
function normalizeLine(line: string): string {
  const plain = line.normalize('NFKC').toLowerCase().replace(query, '$1').replace(decoration, ' ').trim();
  return plain === '' ? line : plain;
}
