import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareText } from '../../../lib/compare-text.ts';
import { itemPositions, positionsAmong, positionsPerRank, rankOf } from './item-positions.ts';

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

it('what joins a rank stands between its neighbours, or is told that there is no room', () => {
  const refs = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 30 });
  const spread = fc.constantFrom(1, 2, 10, 3_000);
  fc.assert(
    fc.property(refs, fc.nat(30), spread, fc.nat(3), (all, count, apart, rank) => {
      const sorted = [...all].sort(compareText);
      const isThere = new Set(all.slice(0, count));
      const first = rank * positionsPerRank;
      const there = sorted
        .filter((ref) => isThere.has(ref))
        .map((source_ref, place) => ({ source_ref, position: first + (place + 1) * apart }));
      const joining = sorted.filter((ref) => !isThere.has(ref));
      const free = positionsAmong(rank, there, joining);
      const places = [...there, ...joining.map((source_ref, place) => ({ source_ref, position: free?.[place] ?? 0 }))];
      places.sort((left, right) => left.position - right.position);
      if (free === null) {
        expect(apart).toBeLessThan(3_000);
      } else {
        expect(places.map(({ source_ref }) => source_ref)).toEqual(sorted);
        expect(new Set(places.map(({ position }) => Math.floor(position / positionsPerRank)))).toEqual(new Set([rank]));
      }
    }),
  );
});

it('a rank whose first position is taken has no room: that may be another one’s', () => {
  expect(positionsAmong(2, [{ source_ref: 'a', position: 2 * positionsPerRank }], ['b'])).toBeNull();
});

it('the last of all is a number that both engines store', () => {
  expect((rankOf({ role: 'supporting', score: 0 }) + 1) * positionsPerRank).toBeLessThan(2 ** 31);
});
