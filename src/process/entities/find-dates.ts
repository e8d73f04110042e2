import { iranianMonths, monthNames } from './month-names.ts';

export interface FoundDate {
  /** As it was written. */
  value: string;
  confidence: number;
}

const everyMonth = [...new Set(Object.values(monthNames).flat())].join('|');
const yearWord = '(?:\\s?(?:года?|году|г\\.|р\\.|року|рік))?';
const edge = '(?<![\\p{L}\\p{N}_/.-])';
const end = '(?![\\p{L}\\p{M}\\p{N}_])';

const iso = /(?<![\p{N}\p{L}_/-])(\p{Nd}{4})[-/.](\p{Nd}{1,2})[-/.](\p{Nd}{1,2})(?![\p{N}\p{L}_]|[-/.]\p{N})/gu;
const numeric = /(?<![\p{N}\p{L}_/.:-])(\p{Nd}{1,2})([./-])(\p{Nd}{1,2})\2(\p{Nd}{4}|\p{Nd}{2})(?![\p{N}\p{L}_]|[-/.:]\p{N})/gu;
const dayFirst = new RegExp(
  `${edge}\\p{Nd}{1,2}(?:\\.|-го|-е|st|nd|rd|th)?(?: of| de)? (?:${everyMonth})(?:(?:,| de| del)? \\p{Nd}{4}${yearWord})?${end}`,
  'giu',
);
const monthFirst = new RegExp(
  `${edge}(?:${monthNames.en?.join('|')}) \\p{Nd}{1,2}(?:st|nd|rd|th)?(?:,? \\p{Nd}{4})?${end}`,
  'giu',
);
const monthAndYear = new RegExp(`${edge}(?:${everyMonth})(?: de| del)? (?:19|20)\\d{2}${yearWord}${end}`, 'giu');
const iranian = new RegExp(`${edge}\\p{Nd}{1,2} (?:${iranianMonths.join('|')})(?: (?:ماه )?\\p{Nd}{4})?${end}`, 'gu');

/** Dates as they were written, in order, without repeats. A version number or a fraction that only looks like one is left out. */
export function findDates(text: string): FoundDate[] {
  if (!/\p{Nd}/u.test(text)) {
    return [];
  }
  const found: (FoundDate & { start: number; end: number })[] = [];
  const add = (match: RegExpExecArray, confidence: number) => {
    const [start, stop] = [match.index, match.index + match[0].length];
    if (!found.some((other) => start < other.end && other.start < stop)) {
      found.push({ value: match[0].trim(), confidence, start, end: stop });
    }
  };
  for (const match of text.matchAll(iso)) {
    addWhen(isCalendarDate(match[3], match[2], match[1]), () => add(match, 0.95));
  }
  for (const match of text.matchAll(numeric)) {
    const [day, month, year] = [match[1], match[3], match[4]];
    // 2.4.14 is a version: a short year needs two-figure days and months.
    const isWhole = year?.length === 4 || (day?.length === 2 && month?.length === 2);
    addWhen(isWhole && isCalendarDate(day, month, year), () => add(match, year?.length === 4 ? 0.9 : 0.6));
    // 12/31/2024: the month comes first in the United States.
    addWhen(match[2] === '/' && isWhole && isCalendarDate(month, day, year), () => add(match, 0.8));
  }
  for (const [pattern, confidence] of [
    [dayFirst, 0.9],
    [monthFirst, 0.85],
    [iranian, 0.9],
    [monthAndYear, 0.75],
  ] as const) {
    for (const match of text.matchAll(pattern)) {
      addWhen(isDayOfMonth(match[0]), () => add(match, confidence));
    }
  }
  const values = new Map<string, FoundDate>();
  for (const { value, confidence } of found.sort((left, right) => left.start - right.start)) {
    values.set(value, values.get(value) ?? { value, confidence });
  }
  return [...values.values()];
}

function addWhen(condition: boolean, add: () => void): void {
  if (condition) {
    add();
  }
}

function isCalendarDate(day = '', month = '', year = ''): boolean {
  const [d, m, y] = [toNumber(day), toNumber(month), toNumber(year)];
  // 1300 to 1500 are years of the Iranian and Islamic calendars.
  const isYear = year.length === 2 || (y >= 1900 && y <= 2100) || (y >= 1300 && y <= 1500);
  return d >= 1 && d <= 31 && m >= 1 && m <= 12 && isYear;
}

/** «May 45» and «75 May» are no days. */
function isDayOfMonth(written: string): boolean {
  const day = /(?<!\p{Nd})\p{Nd}{1,2}(?!\p{Nd})/u.exec(written)?.[0];
  return day === undefined || (toNumber(day) >= 1 && toNumber(day) <= 31);
}

function toNumber(digits: string): number {
  return Number(digits.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf)));
}
