import { expect, it } from 'vitest';
import { centreVectors } from './centre-vectors.ts';

/** Vectors that share a large first part, and differ in two others by their kind. */
function alike(count: number) {
  const rows = Array.from({ length: count }, (_, row) => (row % 2 === 0 ? [0.9, 0.4, 0.1] : [0.9, 0.1, 0.4]));
  return { values: Float32Array.from(rows.flat()), dimensions: 3, size: count };
}

it('what all have in common says nothing afterwards', () => {
  const vectors = alike(40);
  centreVectors(vectors, 40);
  const [a = [], b = []] = [0, 3].map((start) => [...vectors.values.slice(start, start + 3)]);
  expect(a.reduce((sum, value, d) => sum + value * (b[d] ?? 0), 0)).toBeCloseTo(-1, 5);
  expect(Math.hypot(...a)).toBeCloseTo(1, 5);
});

it('noise and empty texts have no say, and zeros stay zeros', () => {
  const calm = alike(40);
  centreVectors(calm, 40);
  const noisy = alike(42);
  noisy.values.set([0, 0, 0, 0, 0, 1], 40 * 3);
  centreVectors(noisy, 40);
  expect(noisy.values.slice(0, 120)).toEqual(calm.values);
  expect([...noisy.values.slice(120, 123)]).toEqual([0, 0, 0]);
});

it('a handful of texts stays as it is', () => {
  const few = alike(10);
  centreVectors(few, 10);
  expect(few).toEqual(alike(10));
});
