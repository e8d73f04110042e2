import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bundlePosition } from './bundle-position.ts';

const items = fc.record({
  role: fc.constantFrom('anchor' as const, 'supporting' as const),
  score: fc.integer({ min: 0, max: 10_000 }).map((score) => score / 10_000),
});

it('anchors stand before all others, and of one role the higher score', () => {
  fc.assert(
    fc.property(items, items, (left, right) => {
      const expected = left.role === right.role ? right.score - left.score : left.role === 'anchor' ? -1 : 1;
      expect(Math.sign(bundlePosition(left) - bundlePosition(right))).toBe(Math.sign(expected));
    }),
  );
});
