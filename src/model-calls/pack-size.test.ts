import { expect, test } from 'vitest';
import { createPackSize } from './pack-size.ts';

function sizesAfter(notes: string): number[] {
  const size = createPackSize(8);
  return [...notes].map((note) => {
    size.note(note === '+');
    return size.current;
  });
}

test('a bad answer now and then changes nothing', () => {
  expect(new Set(sizesAfter('+-+++-++++--++++-+++-'))).toEqual(new Set([8]));
});

test('three bad ones of six halve the number, down to one', () => {
  expect(sizesAfter('-+-+-')).toEqual([8, 8, 8, 8, 4]);
  expect(sizesAfter('-'.repeat(30)).at(-1)).toBe(1);
});

test('good ones in a row bring it back', () => {
  expect(sizesAfter('---+++')).toEqual([8, 8, 4, 4, 4, 8]);
  expect(sizesAfter(`${'-'.repeat(9)}${'+'.repeat(9)}`).at(-1)).toBe(8);
});

test('what is always too many is tried more and more rarely', () => {
  const size = createPackSize(8);
  let tried = 0;
  for (let call = 0; call < 400; call += 1) {
    tried += size.current === 8 ? 1 : 0;
    size.note(size.current < 8);
  }
  expect(tried).toBeLessThan(45);
});
