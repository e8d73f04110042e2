/** Vectors of length one (or all zeros), one after the other: `values[row * dimensions + d]`. */
export interface UnitVectors {
  values: Float32Array;
  dimensions: number;
  size: number;
}

export function rowOf({ values, dimensions }: UnitVectors, row: number): Float32Array {
  return values.subarray(row * dimensions, (row + 1) * dimensions);
}

/** Brings a vector to length one in place; a vector of nearly nothing becomes zeros. */
export function normalise(vector: Float32Array): void {
  let squares = 0;
  for (const value of vector) {
    squares += value * value;
  }
  const factor = squares > 1e-18 ? 1 / Math.sqrt(squares) : 0;
  for (let d = 0; d < vector.length; d++) {
    vector[d] = (vector[d] ?? 0) * factor;
  }
}
