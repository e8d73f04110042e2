import fc from 'fast-check';
import { expect, it } from 'vitest';
import { itemPositions, positionsPerRank, rankOf } from './item-positions.ts';

const item = fc.record({
  role: fc.constantFrom('anchor' as const, 'supporting' as const),
  score: fc.integer({ min: 0, max: 10_000 }).map((score) => score / 10_000),
});

it('anchors stand before all others, and of one role the higher score', () => {
  fc.assert(
    fc.property(item, item, (left, right) => {
      const expected = left.role === right.role ? right.score - left.score : left.role === 'anchor' ? -1 : 1;
      expect(Math.sign(rankOf(left) - rankOf(right))).toBe(Math.sign(expected));
    }),
  );
});

it('positions ascend in any order of items, and hang on nothing but the rank where ranks are in order', () => {
  fc.assert(
    fc.property(fc.array(item), (items) => {
      const positions = itemPositions(items);
      expect(positions).toEqual([...new Set(positions)].sort((left, right) => left - right));
      const sorted = [...items].sort((left, right) => rankOf(left) - rankOf(right));
      for (const [place, position] of itemPositions(sorted).entries()) {
        expect(Math.floor(position / positionsPerRank)).toBe(rankOf(sorted[place] ?? { role: 'anchor', score: 0 }));
      }
    }),
  );
});

it('the last of all is a number that both engines store', () => {
  expect((rankOf({ role: 'supporting', score: 0 }) + 1) * positionsPerRank).toBeLessThan(2 ** 31);
});
