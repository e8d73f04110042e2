import { describe, expect, test } from 'vitest';
import { toQualityRow } from './to-quality-row.ts';

describe('toQualityRow', () => {
  test('a bound is met on its edge and missed beyond it', () => {
    expect(toQualityRow('a', 0.9, { atLeast: 0.9 })).toEqual({
      what: 'a',
      measured: '0.900',
      bound: 'at least 0.900',
      holds: 'yes',
    });
    expect(toQualityRow('a', 1.31, { atMost: 1.3, write: (value) => `${value} times` })).toMatchObject({
      measured: '1.31 times',
      bound: 'at most 1.3 times',
      holds: 'no',
    });
  });

  test('without a bound nothing holds and nothing fails', () => {
    expect(toQualityRow('a', 0.5, { note: '3 items' })).toEqual({
      what: 'a',
      measured: '0.500 (3 items)',
      bound: '',
      holds: '',
    });
  });

  test('what is no number misses every bound', () => {
    expect(toQualityRow('a', Number.NaN, { atMost: 1 }).holds).toBe('no');
  });
});
