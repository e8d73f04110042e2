import { expect, test } from 'vitest';
import { baseForm } from './base-form.ts';
import { stem } from './stem.ts';

function base(forms: Record<string, number>, language = 'ru') {
  const [first = ''] = Object.keys(forms);
  return baseForm(stem(first.toLowerCase(), language), new Map(Object.entries(forms)), language);
}

test.each([
  [{ светофора: 3, светофоров: 2, светофор: 1 }, 'светофор'],
  [{ вышивку: 4, вышивки: 2 }, 'вышивка'],
  [{ розы: 3, роз: 4, розу: 2 }, 'роза'],
  [{ окно: 2, окном: 3, окна: 4 }, 'окно'],
  [{ галош: 3, галоши: 3 }, 'галоши'],
])('the nominative of %o is shown by the other forms', (forms, expected) => {
  expect(base(forms as unknown as Record<string, number>)).toBe(expected);
});

test.each([
  ['регистрацию', 'регистрация'],
  ['прочности', 'прочность'],
  ['вязания', 'вязание'],
  ['покупателей', 'покупатели'],
  ['лыжников', 'лыжники'],
])('%s leaves no doubt about its base form', (form, expected) => {
  expect(base({ [form]: 2 })).toBe(expected);
});

test('a name is not taken for a plural', () => {
  expect(base({ Кузнецов: 3 })).toBe('Кузнецов');
});

test('casing is that of most occurrences', () => {
  expect(base({ Пекарня: 3, пекарню: 4, пекарни: 3 })).toMatch(/^п/);
  expect(base({ Ладога: 3, Ладоги: 2 })).toBe('Ладога');
  expect(base({ OpenBread: 3, openbread: 1 }, 'en')).toBe('OpenBread');
});

test('an English noun goes before the verb, the commoner number before the other', () => {
  expect(base({ baked: 2, bakes: 3 }, 'en')).toBe('bakes');
  expect(base({ tickets: 5, ticket: 2, ticketing: 1 }, 'en')).toBe('tickets');
});

test('an unknown language keeps the commonest form', () => {
  expect(base({ вулиці: 3, вулиця: 1 }, 'uk')).toBe('вулиці');
});
