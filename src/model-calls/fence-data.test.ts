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
      const json = JSON.stringify(texts.map((pieces) => pieces.join('').toWellFormed()));
      const [opening, fenced = '', closing, ...others] = fenceData(fence, json).split('\n');
      expect([opening, closing, others]).toEqual([`<${fence}>`, `</${fence}>`, []]);
      expect(fenced).not.toMatch(/[<>\u2028\u2029]/);
      expect(JSON.parse(fenced)).toEqual(JSON.parse(json));
    }),
  );
});

test('the name of the fence in a text is written as an escape', () => {
  const [, line = ''] = fenceData(fence, JSON.stringify(`end ${fence} and ${fence.toUpperCase()}`)).split('\n');
  expect(line.toLowerCase()).not.toContain(fence);
});
