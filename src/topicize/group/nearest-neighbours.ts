import { cosineOfUnits, type UnitSpace } from './unit-space.ts';

export interface Neighbours {
  /** `count` places for each unit, nearest first; -1 where there is none. Places are those in the list of compared units. */
  rows: Int32Array;
  similarities: Float32Array;
  count: number;
}

/** Units compared at a time: both blocks stay in the processor's cache. */
const blockSize = 128;

/** The nearest units of each unit by cosine, all against all, as far as they have anything in common; ties go to the one met first. */
export function nearestNeighbours(space: UnitSpace, units: readonly number[], count: number): Neighbours {
  const size = units.length;
  const found: Neighbours = {
    rows: new Int32Array(size * count).fill(-1),
    similarities: new Float32Array(size * count),
    count,
  };
  for (let left = 0; left < size; left += blockSize) {
    const leftEnd = Math.min(size, left + blockSize);
    for (let right = left; right < size; right += blockSize) {
      const rightEnd = Math.min(size, right + blockSize);
      for (let row = left; row < leftEnd; row++) {
        for (let other = Math.max(right, row + 1); other < rightEnd; other++) {
          const similarity = cosineOfUnits(space, units[row] as number, units[other] as number);
          if (similarity > 0) {
            keep(found, row, other, similarity);
            keep(found, other, row, similarity);
          }
        }
      }
    }
  }
  return found;
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
