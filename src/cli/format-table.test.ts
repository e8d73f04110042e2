import { expect, test } from 'vitest';
import { formatTable } from './format-table.ts';

test('columns line up, also with wide characters', () => {
  expect(
    formatTable([
      ['name', 'n'],
      ['город', 1],
      ['日本', 22],
    ]),
  ).toEqual(['name   n', 'город  1', '日本   22']);
});

test('control characters of a title cannot reach the terminal', () => {
  expect(formatTable([['a\u001b[31mred\u202e\nb']]).join('')).not.toMatch(/\p{Cc}|\p{Cf}/u);
});
