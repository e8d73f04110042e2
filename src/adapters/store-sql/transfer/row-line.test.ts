import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hostileJson, hostileTexts } from '../../../../test/contract/fill-databases.ts';
import { type Cell, toCells } from './cell.ts';
import { fromRowLine, toRowLine } from './row-line.ts';

const cell: fc.Arbitrary<Cell> = fc.oneof(
  fc.constantFrom<Cell>(null, 0, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 5e-324, Number.NaN, Infinity, -Infinity),
  fc.double().map((value) => (value === 0 ? 0 : value)),
  fc.maxSafeInteger(),
  fc.constantFrom(...hostileTexts, ...hostileJson, '\0', 'a\0b', '\ud800', '\udc00\ud800', '[1]', 'x'.repeat(100_000)),
  // Units of UTF-16 in any order: halves of surrogate pairs and NUL among them.
  fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) }),
  fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }).map((date) => date.toISOString()),
  fc.uint8Array().map((bytes) => Buffer.from(bytes)),
);

it('a row comes back from its line as it was', () => {
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 8 }), (cells) => {
      const line = toRowLine(cells);
      expect(line).not.toContain('\n');
      // As it comes from a file.
      expect(fromRowLine(Buffer.from(line, 'utf8').toString('utf8'), cells.length)).toEqual(cells);
    }),
  );
});

it('equal rows have equal lines, different ones different lines', () => {
  fc.assert(
    fc.property(
      fc.array(cell, { minLength: 2, maxLength: 3 }),
      fc.array(cell, { minLength: 2, maxLength: 3 }),
      (one, other) => {
        expect(toRowLine(one) === toRowLine(other)).toBe(
          one.length === other.length && one.every((item, at) => isSame(item, other[at])),
        );
      },
    ),
  );
});

it('engines give booleans, zeros and big numbers in their own way, cells are the same', () => {
  const columns = ['a', 'b', 'c', 'd', 'e'];
  const rules = { keepsNul: false };
  const sqlite = toCells({ a: 1, b: 0, c: 0, d: 9007199254740991n, e: 'a\0' }, columns, rules);
  expect(toCells({ a: true, b: false, c: -0, d: 9007199254740991, e: 'a\ufffd' }, columns, rules)).toEqual(sqlite);
  expect(toCells({ e: 'a\0' }, ['e'], { keepsNul: true })).toEqual(['a\0']);
  expect(() => toCells({ a: new Map() }, ['a'], rules)).toThrow(/neither text/);
});

it.each(['', '{', '{}', '[1]', '[1,2,3]', '[1,[]]', '[1,{}]', '[1,{"number":"1"}]', '[1,true]', 'null', '[1,2] x'])(
  'no row of two: %s',
  (line) => {
    expect(fromRowLine(line, 2)).toBeNull();
  },
);

function isSame(one: Cell | undefined, other: Cell | undefined): boolean {
  return one instanceof Uint8Array && other instanceof Uint8Array ? Buffer.compare(one, other) === 0 : Object.is(one, other);
}
