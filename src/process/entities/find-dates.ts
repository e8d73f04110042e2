import { iranianMonths, monthNames } from './month-names.ts';

export interface FoundDate {
  /** As it was written. */
  value: string;
  confidence: number;
}

/** The patterns with words read lower case: a pattern that folds case itself takes several times as long. */
const everyMonth = [...new Set(Object.values(monthNames).flat())].join('|');
const yearWord = '(?:\\s?(?:года?|году|г\\.|р\\.|року|рік))?';
const edge = '(?<![\\p{L}\\p{N}_/.-])';
const end = '(?![\\p{L}\\p{M}\\p{N}_])';

const iso = /(?<![\p{N}\p{L}_/-])(\p{Nd}{4})[-/.](\p{Nd}{1,2})[-/.](\p{Nd}{1,2})(?![\p{N}\p{L}_]|[-/.]\p{N})/gu;
const numeric = /(?<![\p{N}\p{L}_/.:-])(\p{Nd}{1,2})([./-])(\p{Nd}{1,2})\2(\p{Nd}{4}|\p{Nd}{2})(?![\p{N}\p{L}_]|[-/.:]\p{N})/gu;
const dayFirst = new RegExp(
  `${edge}\\p{Nd}{1,2}(?:\\.|-го|-е|st|nd|rd|th)?(?: of| de)? (?:${everyMonth})(?:(?:,| de| del)? \\p{Nd}{4}${yearWord})?${end}`,
  'gu',
);
const monthFirst = new RegExp(
  `${edge}(?:${monthNames.en?.join('|')}) \\p{Nd}{1,2}(?:st|nd|rd|th)?(?:,? \\p{Nd}{4})?${end}`,
  'gu',
);
const monthAndYear = new RegExp(`${edge}(?:${everyMonth})(?: de| del)? (?:19|20)\\d{2}${yearWord}${end}`, 'gu');
const iranian = new RegExp(`${edge}\\p{Nd}{1,2} (?:${iranianMonths.join('|')})(?: (?:ماه )?\\p{Nd}{4})?${end}`, 'gu');

/** Each is compared with those before it. */
const mostFound = 500;

/** Patterns with the names of months, and what is in each text that they can match: cheap to look for. */
const withMonths: readonly (readonly [pattern: RegExp, confidence: number, gate: RegExp])[] = [
  [dayFirst, 0.9, /\p{Nd}(?:[.\p{L}-]{0,3}) (?:of |de )?\p{L}/u],
  [monthFirst, 0.85, /[a-z]\.? \p{Nd}/u],
  [iranian, 0.9, /\p{Nd} [آاتخدشفم]/u],
  [monthAndYear, 0.75, / (?:19|20)\d\d/],
];

/** Dates as they were written, in order, without repeats. A version number or a fraction that only looks like one is left out. */
export function findDates(text: string): FoundDate[] {
  if (!/\p{Nd}/u.test(text)) {
    return [];
  }
  const lower = text.toLowerCase();
  // A few capitals have more letters as small ones: then places do not fit, and the small ones are told.
  const written = lower.length === text.length ? text : lower;
  const found: (FoundDate & { start: number; end: number })[] = [];
  const add = (match: RegExpExecArray, confidence: number) => {
    const [start, stop] = [match.index, match.index + match[0].length];
    if (found.length < mostFound && !found.some((other) => start < other.end && other.start < stop)) {
      found.push({ value: written.slice(start, stop).trim(), confidence, start, end: stop });
    }
  };
  for (const match of lower.matchAll(iso)) {
    addWhen(isCalendarDate(match[3], match[2], match[1]), () => add(match, 0.95));
  }
  for (const match of lower.matchAll(numeric)) {
    const [day, month, year] = [match[1], match[3], match[4]];
    // 2.4.14 is a version: a short year needs two-figure days and months.
    const isWhole = year?.length === 4 || (day?.length === 2 && month?.length === 2);
    addWhen(isWhole && isCalendarDate(day, month, year), () => add(match, year?.length === 4 ? 0.9 : 0.6));
    // 12/31/2024: the month comes first in the United States.
    addWhen(match[2] === '/' && isWhole && isCalendarDate(month, day, year), () => add(match, 0.8));
  }
  for (const [pattern, confidence, gate] of withMonths) {
    for (const match of gate.test(lower) ? lower.matchAll(pattern) : []) {
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
