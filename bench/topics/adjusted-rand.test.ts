import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adjustedRand } from './adjusted-rand.ts';

function pairUp(groups: readonly (number | string)[], labels: readonly (number | string)[]) {
  return groups.map((group, place) => ({ group: String(group), label: String(labels[place]) }));
}

describe('adjustedRand', () => {
  test('equal groupings give 1, whatever their groups are called', () => {
    expect(adjustedRand(pairUp([0, 0, 1, 1], ['b', 'b', 'a', 'a']))).toBe(1);
  });

  test('a group that was cut in two gives 4 / 7', () => {
    expect(adjustedRand(pairUp([0, 0, 1, 2], [0, 0, 1, 1]))).toBeCloseTo(4 / 7, 12);
  });

  test('groupings that never agree on a pair give less than nothing', () => {
    expect(adjustedRand(pairUp([0, 1, 0, 1], [0, 0, 1, 1]))).toBeCloseTo(-0.5, 12);
  });

  test('one group for all against labels gives 0', () => {
    expect(adjustedRand(pairUp([0, 0, 0, 0], [0, 0, 1, 1]))).toBe(0);
  });

  test('the example of Hubert and Arabie in the form of Yeung and Ruzzo gives 0.313', () => {
    // The table of both groupings: rows 1,1,0 / 1,2,1 / 0,0,4.
    const groups = [1, 1, 2, 2, 2, 2, 3, 3, 3, 3];
    const labels = [1, 2, 1, 2, 2, 3, 3, 3, 3, 3];
    expect(adjustedRand(pairUp(groups, labels))).toBeCloseTo(0.313, 3);
  });

  test('where nothing could differ it is 1', () => {
    expect(adjustedRand([])).toBe(1);
    expect(adjustedRand(pairUp([0, 1, 2], ['a', 'b', 'c']))).toBe(1);
    expect(adjustedRand(pairUp([0, 0, 0], ['a', 'a', 'a']))).toBe(1);
  });

  test('it is symmetric, at most 1, and forgets the order of items', () => {
    const item = fc.record({ group: fc.constantFrom('a', 'b', 'c'), label: fc.constantFrom('x', 'y', 'z') });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 30 }), (pairs) => {
        const value = adjustedRand(pairs);
        expect(value).toBeLessThanOrEqual(1);
        expect(adjustedRand(pairs.map(({ group, label }) => ({ group: label, label: group })))).toBeCloseTo(value, 9);
        expect(adjustedRand([...pairs].reverse())).toBeCloseTo(value, 9);
      }),
    );
  });
});
