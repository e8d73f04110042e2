import { expect, it } from 'vitest';
import { readVectors } from './read-vectors.ts';

it('vectors are read as they are', () => {
  expect(
    readVectors(
      [
        [1, 0.5],
        [0, -2],
      ],
      2,
    ),
  ).toEqual([new Float32Array([1, 0.5]), new Float32Array([0, -2])]);
});

it.each<[string, unknown[]]>([
  ['one too few', [[1, 2]]],
  ['one too many', [[1], [2], [3]]],
  ['different lengths', [[1], [1, 2]]],
  ['an empty one', [[], []]],
  [
    'one of zeros, which says nothing',
    [
      [1, 1],
      [0, 0],
    ],
  ],
  ['a hole', [[1], [null]]],
  ['text', [[1], ['1']]],
  ['none at all', [[1], undefined]],
])('%s is no answer', (_, values) => {
  expect(readVectors(values, 2)).toBeNull();
});
