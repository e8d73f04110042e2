import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSeparated } from './parse-separated.ts';

describe('parseSeparated', () => {
  test('a quoted cell holds separators, line ends and doubled quotes', () => {
    expect(parseSeparated('a,b\n1,"x, ""y""\nz"\n', ',')).toEqual([{ a: '1', b: 'x, "y"\nz' }]);
  });

  test('empty cells and a last line without an end are read', () => {
    expect(parseSeparated('a\tb\r\n\t2\r\n3\t', '\t')).toEqual([
      { a: '', b: '2' },
      { a: '3', b: '' },
    ]);
  });

  test('a quote inside of a cell is a quote', () => {
    expect(parseSeparated('a\tb\nan "odd" one\t2', '\t')).toEqual([{ a: 'an "odd" one', b: '2' }]);
  });

  test('a row with another number of cells is refused', () => {
    expect(() => parseSeparated('a,b\n1,2,3\n', ',')).toThrow('Row 1 has 3 cells');
  });

  test('whatever is quoted is read as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string())), (rows) => {
        const text = rows.map((row) => `${row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`).join('');
        expect(parseSeparated(`a,b\n${text}`, ',')).toEqual(rows.map(([a, b]) => ({ a, b })));
      }),
    );
  });
});
