import { expect, it } from 'vitest';
import { toUnitLength } from './to-unit-length.ts';

it('a vector keeps its direction and gets the length one', () => {
  expect(toUnitLength(new Float32Array([3, -4]))).toEqual(new Float32Array([0.6, -0.8]));
});

it('a vector without a direction is all zeros', () => {
  expect(toUnitLength(new Float32Array([0, 1e-12]))).toEqual(new Float32Array(2));
});
