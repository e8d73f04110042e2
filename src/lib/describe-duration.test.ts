import { expect, it } from 'vitest';
import { describeDuration } from './describe-duration.ts';

it.each([
  [-1, '0 s'],
  [89, '89 s'],
  [90, '2 min'],
  [5_399, '90 min'],
  [5_400, '2 h'],
  [172_800, '2 days'],
])('%d seconds are %s', (seconds, expected) => {
  expect(describeDuration(seconds)).toBe(expected);
});
