import type { UnitVectors } from './unit-vectors.ts';

export interface Neighbours {
  /** `count` places for each row, nearest first; -1 where there is none. */
  rows: Int32Array;
  similarities: Float32Array;
  count: number;
}

/** Rows compared at a time: both blocks stay in the processor's cache. */
const blockSize = 128;

/**
 * The nearest rows of each row by cosine, all against all; ties go to the row met first, which depends on the rows alone.
 *
 * @param minimum similarities at or below it are no neighbours
 */
export function nearestNeighbours(vectors: UnitVectors, count: number, minimum: number): Neighbours {
  const { size } = vectors;
  const found: Neighbours = {
    rows: new Int32Array(size * count).fill(-1),
    similarities: new Float32Array(size * count),
    count,
  };
  for (let left = 0; left < size; left += blockSize) {
    const leftEnd = Math.min(size, left + blockSize);
    for (let right = left; right < size; right += blockSize) {
      compareBlocks(vectors, found, { left, leftEnd, right, rightEnd: Math.min(size, right + blockSize), minimum });
    }
  }
  return found;
}

interface BlockPair {
  left: number;
  leftEnd: number;
  right: number;
  rightEnd: number;
  minimum: number;
}

function compareBlocks(vectors: UnitVectors, found: Neighbours, { left, leftEnd, right, rightEnd, minimum }: BlockPair): void {
  for (let row = left; row < leftEnd; row++) {
    for (let other = Math.max(right, row + 1); other < rightEnd; other++) {
      const similarity = cosineOfRows(vectors, row, other);
      if (similarity > minimum) {
        keep(found, row, other, similarity);
        keep(found, other, row, similarity);
      }
    }
  }
}

/** Four sums at a time: the additions do not wait for each other. */
export function cosineOfRows({ values, dimensions }: UnitVectors, row: number, other: number): number {
  const left = row * dimensions;
  const right = other * dimensions;
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let d = 0;
  for (; d + 3 < dimensions; d += 4) {
    first += (values[left + d] as number) * (values[right + d] as number);
    second += (values[left + d + 1] as number) * (values[right + d + 1] as number);
    third += (values[left + d + 2] as number) * (values[right + d + 2] as number);
    fourth += (values[left + d + 3] as number) * (values[right + d + 3] as number);
  }
  for (; d < dimensions; d++) {
    first += (values[left + d] as number) * (values[right + d] as number);
  }
  return first + second + third + fourth;
}

/** Inserts into the sorted places of a row. */
function keep({ rows, similarities, count }: Neighbours, row: number, other: number, similarity: number): void {
  const start = row * count;
  let place = start + count - 1;
  if (similarity <= (similarities[place] as number)) {
    return;
  }
  while (place > start && (similarities[place - 1] as number) < similarity) {
    similarities[place] = similarities[place - 1] as number;
    rows[place] = rows[place - 1] as number;
    place--;
  }
  similarities[place] = similarity;
  rows[place] = other;
}
