import type { QualityRow } from './quality-row.ts';

export interface Bound {
  atLeast?: number;
  atMost?: number;
}

interface Wording {
  /** How numbers are written. Default three places. */
  write?: (value: number) => string;
  /** Said behind the number. */
  note?: string;
}

/** Compares a number with its bound; without one it is only reported. */
export function toQualityRow(
  what: string,
  value: number,
  { atLeast, atMost, write = (number) => number.toFixed(3), note = '' }: Bound & Wording = {},
): QualityRow {
  const measured = `${write(value)}${note === '' ? '' : ` (${note})`}`;
  const bounds = [
    ...(atLeast === undefined ? [] : [{ text: `at least ${write(atLeast)}`, holds: value >= atLeast }]),
    ...(atMost === undefined ? [] : [{ text: `at most ${write(atMost)}`, holds: value <= atMost }]),
  ];
  const isBound = bounds.length > 0;
  // What is no number holds nothing.
  const holds = bounds.every((bound) => bound.holds) ? 'yes' : 'no';
  return { what, measured, bound: bounds.map(({ text }) => text).join(', '), holds: isBound ? holds : '' };
}
