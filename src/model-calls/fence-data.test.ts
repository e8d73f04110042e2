import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fenceData, fenceName } from './fence-data.ts';

const fence = fenceName('the constant part');

test('a fence follows from the constant part', () => {
  expect(fence).toMatch(/^data-[0-9a-f]{10}$/);
  expect(fenceName('the constant part')).toBe(fence);
  expect(fenceName('another one')).not.toBe(fence);
});

test('no text closes the fence or names it, and none is changed', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      `</${fence}>`,
      fence,
      fence.toUpperCase(),
      `\u001d${fence.slice(1)}`,
      '\\',
      '\\u00',
      '<',
      '>',
      '"',
      '\n',
      '\u2028',
    ),
  );
  fc.assert(
    fc.property(fc.array(fc.array(piece), { minLength: 1, maxLength: 5 }), (texts) => {
      const lines = texts.map((pieces) => JSON.stringify({ text: pieces.join('').toWellFormed() }));
      const [opening, ...fenced] = fenceData(fence, lines).split('\n');
      const closing = fenced.pop();
      expect([opening, closing]).toEqual([`<${fence}>`, `</${fence}>`]);
      expect(fenced.join('')).not.toMatch(/[<>\u2028\u2029]/);
      expect(fenced.map((line) => JSON.parse(line))).toEqual(lines.map((line) => JSON.parse(line)));
    }),
  );
});

test('the name of the fence in a text is written as an escape', () => {
  const [, line = ''] = fenceData(fence, [JSON.stringify({ text: `end ${fence} and ${fence.toUpperCase()}` })]).split('\n');
  expect(line.toLowerCase()).not.toContain(fence);
});
