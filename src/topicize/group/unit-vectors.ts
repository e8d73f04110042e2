import type { UnitVectors } from '../../ports/embedder.ts';

export type { UnitVectors } from '../../ports/embedder.ts';

export function rowOf({ values, dimensions }: UnitVectors, row: number): Float32Array {
  return values.subarray(row * dimensions, (row + 1) * dimensions);
}

export function hasDirection(vectors: UnitVectors, row: number): boolean {
  return rowOf(vectors, row).some((value) => value !== 0);
}

/** Four sums at a time: the additions do not wait for each other. */
export function dotOfRows(left: UnitVectors, row: number, right: UnitVectors, other: number): number {
  const { dimensions } = left;
  const first = row * dimensions;
  const second = other * dimensions;
  let a = 0;
  let b = 0;
  let c = 0;
  let e = 0;
  let d = 0;
  for (; d + 3 < dimensions; d += 4) {
    a += (left.values[first + d] as number) * (right.values[second + d] as number);
    b += (left.values[first + d + 1] as number) * (right.values[second + d + 1] as number);
    c += (left.values[first + d + 2] as number) * (right.values[second + d + 2] as number);
    e += (left.values[first + d + 3] as number) * (right.values[second + d + 3] as number);
  }
  for (; d < dimensions; d++) {
    a += (left.values[first + d] as number) * (right.values[second + d] as number);
  }
  return a + b + c + e;
}
