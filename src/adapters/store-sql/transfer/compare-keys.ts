import type { Row } from './transferable-database.ts';

/** The order in which both engines give rows by their primary key: numbers by size, text by its bytes in UTF-8. */
export function compareKeys(left: Row, right: Row, key: readonly string[]): number {
  for (const column of key) {
    const difference = compareValues(left[column], right[column]);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}

function compareValues(left: unknown, right: unknown): number {
  if (left === right) {
    return 0;
  }
  if (typeof left === 'string' && typeof right === 'string') {
    return compareByCodePoint(left, right);
  }
  return Number(left) - Number(right);
}

/** UTF-8 sorts as code points do. Units of UTF-16 do not: halves of surrogate pairs come before U+E000. */
function compareByCodePoint(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const one = left.charCodeAt(index);
    const other = right.charCodeAt(index);
    if (one !== other) {
      return isSurrogate(one) === isSurrogate(other) ? one - other : isSurrogate(one) ? 1 : -1;
    }
  }
  return left.length - right.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}
