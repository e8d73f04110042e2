import fc from 'fast-check';
import { expect, test } from 'vitest';
import { equalInConstantTime } from './equal-in-constant-time.ts';

test('says of any two texts what === says', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 4 });
  fc.assert(
    fc.property(text, text, (left, right) => {
      expect(equalInConstantTime(left, right)).toBe(left === right);
      expect(equalInConstantTime(left, left)).toBe(true);
    }),
  );
});
