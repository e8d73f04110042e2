import { expect, test } from 'vitest';
import { settleRepeats } from './settle-repeats.ts';

test.each([
  ['an original that is there stays', { a: null, b: 'a' }, { a: null, b: 'a' }],
  ['what names one that is gone stands for itself', { b: 'a', c: 'b' }, { b: null, c: 'b' }],
  ['what repeats a repetition repeats its original', { a: null, b: 'a', c: 'b', d: 'c' }, { a: null, b: 'a', c: 'a', d: 'a' }],
  ['what names itself stands for itself', { a: 'a' }, { a: null }],
] as [string, Record<string, string | null>, Record<string, string | null>][])('%s', (_, stored, settled) => {
  const documents = Object.entries(stored).map(([sourceRef, duplicateOf]) => ({ sourceRef, duplicateOf }));
  settleRepeats(documents);
  expect(Object.fromEntries(documents.map(({ sourceRef, duplicateOf }) => [sourceRef, duplicateOf]))).toEqual(settled);
});

test('of documents that name each other in a circle each repeats one that repeats nothing, or none', () => {
  const documents = ['ab', 'bc', 'ca', 'da'].map(
    ([sourceRef = '', duplicateOf = '']) => ({ sourceRef, duplicateOf }) as { sourceRef: string; duplicateOf: string | null },
  );
  settleRepeats(documents);
  const originals = new Set(documents.filter(({ duplicateOf }) => duplicateOf === null).map(({ sourceRef }) => sourceRef));
  expect(documents.every(({ duplicateOf }) => duplicateOf === null || originals.has(duplicateOf))).toBe(true);
});
