import { describe, expect, test } from 'vitest';
import { weighTerms } from './weigh-terms.ts';

const texts = ['bread bread oven', 'bread crust', 'wheel spoke', 'wheel tyre', 'wheel chain'].map((text) => ({
  text,
  language: 'en',
}));

describe('weighTerms', () => {
  test('stems of one text and of more than half of the texts are left out, and rows have length one', () => {
    const { rows, size } = weighTerms(texts);
    // Of all stems only "bread" is in two texts and in no more than half of them.
    expect(size).toBe(1);
    expect(rows.map(({ weights }) => [...weights])).toEqual([[1], [1], [], [], []]);
  });

  test('with stems of one text a repeated and a rare one weigh more', () => {
    const { rows } = weighTerms(texts, { fewestTexts: 1 });
    const [bread = 0, oven = 0] = rows[0]?.weights ?? [];
    expect(bread / oven).toBeCloseTo(((1 + Math.log(2)) * (1 + Math.log(5 / 2))) / (1 + Math.log(5)), 12);
    expect(Math.hypot(bread, oven)).toBeCloseTo(1, 12);
  });
});
