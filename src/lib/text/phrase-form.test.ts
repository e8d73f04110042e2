import { expect, test } from 'vitest';
import { phraseForm } from './phrase-form.ts';

test('a nominative that the texts have is the form of a Russian phrase', () => {
  expect(phraseForm(['ржаная закваска', 'ржаная закваска', 'ржаной закваски'], 'ru')).toBe('ржаная закваска');
});

test.each([
  ['ржаных лепешек', null],
  ['ручного вязания', 'ручное вязание'],
  ['новую регистрацию', 'новая регистрация'],
  ['постоянных покупателей', 'постоянные покупатели'],
  ['резкому спуску', null],
])('«%s» is put into the nominative only where its endings leave no doubt', (phrase, expected) => {
  expect(phraseForm([phrase], 'ru')).toBe(expected);
});

test('the noun that follows the first stays in its case', () => {
  expect(phraseForm(['опыт работы', 'опыт работы', 'опыта работы'], 'ru')).toBe('опыт работы');
});

test('elsewhere the commonest form is taken', () => {
  expect(phraseForm(['rye breads', 'rye bread', 'rye bread'], 'en')).toBe('rye bread');
});
