import { expect, test } from 'vitest';
import { tokenize } from './tokenize.ts';

test('words are lower case, without links, mail and mentions, and keep inner apostrophes and hyphens', () => {
  expect(tokenize("Don't ride по-зимнему! Ёлка, ёлка: https://example.org/a?b=1 me@example.org @someone 26x2.1")).toEqual([
    "don't",
    'ride',
    'по-зимнему',
    'елка',
    'елка',
    '26x2',
    '1',
  ]);
});

test('invisible characters do not split or change a word', () => {
  expect(tokenize('велоси\u200bпед сло\u00adво كتـــاب')).toEqual(['велосипед', 'слово', 'كتاب']);
});

test('a million characters take a moment, whatever they are', () => {
  for (const piece of ['a', '@', '-', "'", 'http://', '1.', 'а́']) {
    const startedAt = performance.now();
    tokenize(piece.repeat(1_000_000 / piece.length));
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  }
});
