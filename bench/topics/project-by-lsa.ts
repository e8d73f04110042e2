import { seededRandom } from '../../src/lib/seeded-random.ts';
import type { TermVector, TermVectors } from './weigh-terms.ts';

const rounds = 6;

/**
 * Latent semantic analysis: the rows on the directions in which they vary most, found by repeated multiplication (subspace iteration), and
 * brought to length one again.
 */
export function projectByLsa({ rows, size }: TermVectors, { dimensions }: { dimensions: number }): TermVectors {
  const kept = Math.min(dimensions, size, rows.length);
  const random = seededRandom(7);
  let directions: Float64Array[] = Array.from({ length: kept }, () =>
    Float64Array.from({ length: size }, () => random() - 0.5),
  );
  for (let round = 0; round < rounds; round++) {
    makeOrthonormal(directions);
    directions = directions.map((direction) => multiplyBack(rows, multiply(rows, direction), size));
  }
  makeOrthonormal(directions);
  const columns = directions.map((direction) => multiply(rows, direction));
  const terms = Int32Array.from({ length: kept }, (_, dimension) => dimension);
  return { rows: rows.map((_, place) => ({ terms, weights: toUnit(columns, place) })), size: kept };
}

function multiply(rows: readonly TermVector[], direction: Float64Array): Float64Array {
  return Float64Array.from(rows, ({ terms, weights }) => {
    let sum = 0;
    for (let index = 0; index < terms.length; index++) {
      sum += (weights[index] ?? 0) * (direction[terms[index] ?? 0] ?? 0);
    }
    return sum;
  });
}

function multiplyBack(rows: readonly TermVector[], column: Float64Array, size: number): Float64Array {
  const direction = new Float64Array(size);
  for (const [place, { terms, weights }] of rows.entries()) {
    const factor = column[place] ?? 0;
    for (let index = 0; index < terms.length; index++) {
      const term = terms[index] ?? 0;
      direction[term] = (direction[term] ?? 0) + factor * (weights[index] ?? 0);
    }
  }
  return direction;
}

/** Gram and Schmidt's, in place. */
function makeOrthonormal(directions: Float64Array[]): void {
  for (const [place, direction] of directions.entries()) {
    for (const before of directions.slice(0, place)) {
      const along = dot(direction, before);
      for (let index = 0; index < direction.length; index++) {
        direction[index] = (direction[index] ?? 0) - along * (before[index] ?? 0);
      }
    }
    const length = Math.sqrt(dot(direction, direction));
    for (let index = 0; index < direction.length; index++) {
      direction[index] = length > 1e-12 ? (direction[index] ?? 0) / length : 0;
    }
  }
}

function toUnit(columns: readonly Float64Array[], place: number): Float64Array {
  const row = Float64Array.from(columns, (column) => column[place] ?? 0);
  const length = Math.sqrt(dot(row, row)) || 1;
  return row.map((value) => value / length);
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < left.length; index++) {
    sum += (left[index] ?? 0) * (right[index] ?? 0);
  }
  return sum;
}
