import type { UnitVectors } from '../../ports/embedder.ts';

/** With fewer texts what they have in common is not to be told from what they say. */
const fewestTexts = 30;

/**
 * Takes from each vector, in place, what the first `learnFrom` of them have in common, and brings it back to length one.
 *
 * @returns what that is; null when there are too few of them, and nothing was taken away
 */
export function centreVectors(vectors: UnitVectors, learnFrom: number): Float32Array | null {
  const { values, dimensions } = vectors;
  if (learnFrom < fewestTexts) {
    return null;
  }
  const sum = new Float64Array(dimensions);
  for (let place = 0; place < learnFrom * dimensions; place++) {
    const d = place % dimensions;
    sum[d] = (sum[d] as number) + (values[place] as number) / learnFrom;
  }
  const mean = Float32Array.from(sum);
  takeAway(vectors, mean);
  return mean;
}

/** Takes `mean` from each vector, in place, and brings it back to length one. Vectors of zeros stay zeros. */
export function takeAway({ values, dimensions, size }: UnitVectors, mean: Float32Array): void {
  for (let row = 0; row < size; row++) {
    const vector = values.subarray(row * dimensions, (row + 1) * dimensions);
    if (vector.some((value) => value !== 0)) {
      let squares = 0;
      for (let d = 0; d < dimensions; d++) {
        vector[d] = (vector[d] as number) - (mean[d] as number);
        squares += (vector[d] as number) ** 2;
      }
      const factor = squares > 1e-12 ? 1 / Math.sqrt(squares) : 0;
      for (let d = 0; d < dimensions; d++) {
        vector[d] = (vector[d] as number) * factor;
      }
    }
  }
}
