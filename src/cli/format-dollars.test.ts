import { expect, test } from 'vitest';
import { formatDollars } from './format-dollars.ts';

test.each([
  [0, '$0'],
  [0.000012, '$0.000012'],
  [0.0042, '$0.0042'],
  [0.128, '$0.128'],
  [12.3456, '$12.35'],
])('%f US dollars are shown as %s', (amount, shown) => {
  expect(formatDollars(amount)).toBe(shown);
});
