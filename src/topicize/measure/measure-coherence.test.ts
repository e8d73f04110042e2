import { expect, test } from 'vitest';
import { measureCoherence } from './measure-coherence.ts';

const documents = (...stems: number[][]) => stems.map((one) => ({ stems: Int32Array.from(one) }));

test('terms that always meet have 1, terms that never do −1, and terms that meet as often as by chance 0', () => {
  const four = documents([1, 2, 5], [1, 2], [3, 5], [4]);
  expect(measureCoherence(four, [[1, 2]])).toBeCloseTo(1);
  expect(measureCoherence(four, [[1, 3]])).toBe(-1);
  // p(1) = 1/2, p(5) = 1/2, p(1, 5) = 1/4.
  expect(measureCoherence(four, [[1, 5]])).toBeCloseTo(0);
});

test('a topic has the mean of its pairs, and all topics the mean of theirs', () => {
  const eight = documents([1, 2, 3], [1, 2], [1, 3], [1], [4], [4, 5], [5], []);
  // Pairs of 1 (in 4 of 8), 2 (in 2), 3 (in 2): p(1,2) = p(1,3) = 2/8, p(2,3) = 1/8.
  const pairs = [Math.log(2) / Math.log(4), Math.log(2) / Math.log(4), Math.log(2) / Math.log(8)];
  const first = pairs.reduce((sum, pair) => sum + pair, 0) / 3;
  // 4 and 5 in 2 of 8 each, together in 1.
  const second = Math.log(2) / Math.log(8);
  expect(measureCoherence(eight, [[1, 2, 3]])).toBeCloseTo(first);
  expect(measureCoherence(eight, [[2, 3, 1], [5, 4], [6]])).toBeCloseTo((first + second) / 2);
});

test('terms that every document has always meet, and only the first ten of a topic count', () => {
  const stems = Array.from({ length: 12 }, (_, stem) => stem);
  expect(measureCoherence(documents(stems.slice(0, 10), stems.slice(0, 10)), [stems])).toBe(1);
});

test('without a topic of two terms nothing is measured', () => {
  expect(measureCoherence(documents([1]), [])).toBeNull();
  expect(measureCoherence(documents([1]), [[1]])).toBeNull();
});
