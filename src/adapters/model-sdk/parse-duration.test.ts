import { expect, it } from 'vitest';
import { parseDuration } from './parse-duration.ts';

it.each([
  ['120ms', 120],
  ['1.5s', 1_500],
  ['6m0s', 360_000],
  ['1h2m3s', 3_723_000],
  ['2d', 172_800_000],
  ['0.0001s', 1],
  ['34.074824224s', 34_075],
  ['', null],
  ['12', null],
  ['1 s', null],
  ['-1s', null],
])('%s lasts %s ms', (text, duration) => {
  expect(parseDuration(text)).toBe(duration);
});
