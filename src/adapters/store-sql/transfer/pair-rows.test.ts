import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareKeys } from './compare-keys.ts';
import { pairRows } from './pair-rows.ts';
import type { Row } from './transferable-database.ts';

const text = fc.string({ unit: 'grapheme' });

it('keys stand in the order of their bytes', () => {
  fc.assert(
    fc.property(text, fc.integer(), text, fc.integer(), (a, one, b, other) => {
      const expected = Buffer.compare(Buffer.from(a), Buffer.from(b)) || Math.sign(one - other);
      expect(Math.sign(compareKeys({ text: a, number: one }, { text: b, number: other }, ['text', 'number']))).toBe(expected);
    }),
  );
});

it('every row is met once, with its like, however the pages are cut', async () => {
  const ids = fc.uniqueArray(fc.nat(40), { maxLength: 30 }).map((list) => list.sort((left, right) => left - right));
  const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(ids, ids, sizes, sizes, async (left, right, leftSizes, rightSizes) => {
      const pairs: unknown[] = [];
      for await (const batch of pairRows(pages(left, leftSizes), pages(right, rightSizes), ['id'])) {
        pairs.push(...batch.map((pair) => [pair.left?.id ?? null, pair.right?.id ?? null]));
      }
      const all = [...new Set([...left, ...right])].sort((one, other) => one - other);
      expect(pairs).toEqual(all.map((id) => [left.includes(id) ? id : null, right.includes(id) ? id : null]));
    }),
  );
});

async function* pages(ids: readonly number[], sizes: readonly number[]): AsyncGenerator<Row[]> {
  for (let start = 0, index = 0; start < ids.length; index += 1) {
    const size = sizes[index % sizes.length] ?? 1;
    yield ids.slice(start, start + size).map((id) => ({ id }));
    start += size;
  }
}
