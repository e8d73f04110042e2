import { seededRandom } from '../../lib/seeded-random.ts';

/** Texts as weighted terms, one after the other: those of text `t` stand from `starts[t]` up to but without `starts[t + 1]`. */
export interface SparseTexts {
  starts: Int32Array;
  terms: Int32Array;
  weights: Float32Array;
}

/** Passes of subspace iteration; more than three change the neighbours of next to no text. */
const passes = 3;

/**
 * Orthonormal directions in which the texts vary most: randomized subspace iteration (Halko, Martinsson, Tropp 2011, algorithm 4.4).
 * Which basis of the subspace it is does not matter, since a cosine is the same in all of them.
 *
 * @returns term-major: `directions[term * dimensions + d]`
 */
export function findDirections(texts: SparseTexts, terms: number, dimensions: number): Float32Array {
  const random = seededRandom(20_221_101);
  let directions = Float32Array.from({ length: terms * dimensions }, () => random() * 2 - 1);
  for (let pass = 0; pass < passes; pass++) {
    // Texts are fewer than terms: making their side orthonormal is cheaper and keeps the small directions as well.
    const shadows = new Float32Array((texts.starts.length - 1) * dimensions);
    for (let text = 0; text + 1 < texts.starts.length; text++) {
      project(texts, text, directions, shadows.subarray(text * dimensions, (text + 1) * dimensions));
    }
    orthonormalise(shadows, dimensions);
    directions = new Float32Array(terms * dimensions);
    for (let text = 0; text + 1 < texts.starts.length; text++) {
      scatter(texts, text, shadows.subarray(text * dimensions, (text + 1) * dimensions), directions);
    }
  }
  orthonormalise(directions, dimensions);
  return directions;
}

/** Writes the coordinates of a text into `target`, whose length is the number of dimensions. */
export function project(texts: SparseTexts, text: number, directions: Float32Array, target: Float32Array): void {
  target.fill(0);
  const end = texts.starts[text + 1] as number;
  for (let index = texts.starts[text] as number; index < end; index++) {
    const weight = texts.weights[index] as number;
    const start = (texts.terms[index] as number) * target.length;
    for (let d = 0; d < target.length; d++) {
      target[d] = (target[d] as number) + weight * (directions[start + d] as number);
    }
  }
}

function scatter(texts: SparseTexts, text: number, shadow: Float32Array, directions: Float32Array): void {
  const end = texts.starts[text + 1] as number;
  for (let index = texts.starts[text] as number; index < end; index++) {
    const weight = texts.weights[index] as number;
    const start = (texts.terms[index] as number) * shadow.length;
    for (let d = 0; d < shadow.length; d++) {
      directions[start + d] = (directions[start + d] as number) + weight * (shadow[d] as number);
    }
  }
}

/** Modified Gram-Schmidt over the columns of a row-major matrix, in place; a column that depends on the others becomes zero. */
function orthonormalise(matrix: Float32Array, columns: number): void {
  const rows = matrix.length / columns;
  const done: Float64Array[] = [];
  for (let c = 0; c < columns; c++) {
    const column = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      column[row] = matrix[row * columns + c] as number;
    }
    const before = Math.sqrt(dot(column, column));
    for (const direction of done) {
      const shadow = dot(column, direction);
      for (let row = 0; row < rows; row++) {
        column[row] = (column[row] as number) - shadow * (direction[row] as number);
      }
    }
    const length = Math.sqrt(dot(column, column));
    const factor = length > 1e-6 * before && length > 0 ? 1 / length : 0;
    for (let row = 0; row < rows; row++) {
      column[row] = (column[row] as number) * factor;
      matrix[row * columns + c] = column[row] as number;
    }
    done.push(column);
  }
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < left.length; index++) {
    sum += (left[index] as number) * (right[index] as number);
  }
  return sum;
}
