import { expect, test } from 'vitest';
import { stem } from './stem.ts';

test.each([
  ['ru', ['велосипед', 'велосипеда', 'велосипедами']],
  ['en', ['ride', 'rides', 'riding']],
  ['de', ['werkstatt', 'werkstatts']],
  ['uk', ['інструмент', 'інструменти', 'інструментами']],
])('forms of one word share a stem in %s', (language, forms) => {
  expect(new Set(forms.map((form) => stem(form, language))).size).toBe(1);
});

test('a word of an unknown language stays as it is', () => {
  expect(stem('abenteuerlich', 'xx')).toBe('abenteuerlich');
});
