/**
 * Vectors as JSON has them.
 *
 * @returns null for what is not one vector a text: each of the same length, of numbers, and not all zero
 */
export function readVectors(values: readonly unknown[], texts: number): Float32Array[] | null {
  if (values.length !== texts) {
    return null;
  }
  const vectors = values.map((value) => (isVector(value) ? Float32Array.from(value) : null));
  const length = vectors[0]?.length;
  const areWhole = vectors.every((vector) => vector !== null && vector.length === length && vector.some((part) => part !== 0));
  return areWhole ? (vectors as Float32Array[]) : null;
}

function isVector(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.every((part) => Number.isFinite(part));
}
