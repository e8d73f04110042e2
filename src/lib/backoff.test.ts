import { expect, it } from 'vitest';
import { backoffInMs } from './backoff.ts';

it.each([
  [1, 0, 1000],
  [2, 0, 2000],
  [3, 0, 4000],
  [4, 0, 5000],
  [50, 0, 5000],
  [2, 0.5, 2300],
  [50, 0.5, 5750],
])('after attempt %i and with the random number %d it waits %i ms', (attempt, random, expected) => {
  expect(backoffInMs(attempt, { baseInMs: 1000, maxInMs: 5000, jitter: 0.3 }, () => random)).toBe(expected);
});
