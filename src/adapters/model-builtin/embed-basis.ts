import { seededRandom } from '../../lib/seeded-random.ts';
import type { SparseVector } from './embed-vocabulary.ts';

/** Passes of subspace iteration; more than three change the neighbours of next to no text. */
const passes = 3;

/**
 * Orthonormal directions in which the rows vary most: randomized subspace iteration (Halko, Martinsson, Tropp 2011,
 * algorithm 4.4). Which basis of the subspace it is does not matter, since a cosine is the same in all of them.
 *
 * @returns term-major: `basis[term * dimensions + d]`
 */
export function findBasis(rows: SparseVector[], terms: number, dimensions: number): Float32Array {
  const random = seededRandom(20_221_101);
  const basis = Float32Array.from({ length: terms * dimensions }, () => random() * 2 - 1);
  orthonormalise(basis, terms, dimensions);
  const row = new Float32Array(dimensions);
  for (let pass = 0; pass < passes; pass++) {
    const next = new Float32Array(terms * dimensions);
    for (const vector of rows) {
      project(vector, basis, row);
      scatter(vector, row, next);
    }
    basis.set(next);
    orthonormalise(basis, terms, dimensions);
  }
  return basis;
}

/** Writes the coordinates of a sparse vector into `target`, whose length is the number of dimensions. */
export function project({ terms, weights }: SparseVector, basis: Float32Array, target: Float32Array): void {
  target.fill(0);
  for (let index = 0; index < terms.length; index++) {
    const weight = weights[index] ?? 0;
    const start = (terms[index] ?? 0) * target.length;
    for (let d = 0; d < target.length; d++) {
      target[d] = (target[d] ?? 0) + weight * (basis[start + d] ?? 0);
    }
  }
}

function scatter({ terms, weights }: SparseVector, row: Float32Array, target: Float32Array): void {
  for (let index = 0; index < terms.length; index++) {
    const weight = weights[index] ?? 0;
    const start = (terms[index] ?? 0) * row.length;
    for (let d = 0; d < row.length; d++) {
      target[start + d] = (target[start + d] ?? 0) + weight * (row[d] ?? 0);
    }
  }
}

/** Modified Gram-Schmidt over columns; a column that depends on the others becomes zero. */
function orthonormalise(basis: Float32Array, terms: number, dimensions: number): void {
  const columns = Array.from({ length: dimensions }, (_, d) =>
    Float32Array.from({ length: terms }, (_, t) => basis[t * dimensions + d] ?? 0),
  );
  for (const [d, column] of columns.entries()) {
    for (let before = 0; before < d; before++) {
      subtractShadow(column, columns[before] ?? column);
    }
    const length = Math.sqrt(dot(column, column));
    const factor = length > 1e-6 ? 1 / length : 0;
    for (let t = 0; t < terms; t++) {
      column[t] = (column[t] ?? 0) * factor;
      basis[t * dimensions + d] = column[t] ?? 0;
    }
  }
}

function subtractShadow(column: Float32Array, direction: Float32Array): void {
  const shadow = dot(column, direction);
  for (let t = 0; t < column.length; t++) {
    column[t] = (column[t] ?? 0) - shadow * (direction[t] ?? 0);
  }
}

function dot(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < left.length; index++) {
    sum += (left[index] ?? 0) * (right[index] ?? 0);
  }
  return sum;
}
