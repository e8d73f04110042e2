/** The same direction, with length one; all zeros for a vector without any. */
export function toUnitLength(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return length > 1e-9 ? vector.map((value) => value / length) : new Float32Array(vector.length);
}
