import { expect, test } from 'vitest';
import { stem } from '../../lib/text/stem.ts';
import { showTerms } from './show-terms.ts';

function show(language: string, texts: string[], words: string[]) {
  const terms = words.map((word, place) => ({ stem: stem(word, language), strength: 1 - place / 10 }));
  return showTerms(
    texts.map((text) => ({ text, language })),
    terms,
  );
}

test('words that stand together are a phrase, and the rest of a name comes with it', () => {
  const texts = ['Coach Jane Doe spoke.', 'We met coach Jane Doe.', 'Then coach Jane Doe left, and a baker came.'];
  expect(show('en', texts, ['coach', 'jane', 'baker'])).toEqual(['coach Jane Doe', 'baker']);
});

test('a phrase does not say one word twice', () => {
  const texts = ['bread bread-maker', 'the bread bread-maker', 'a bread bread-maker'];
  expect(show('en', texts, ['bread', 'bread-maker'])).toEqual(['bread', 'bread-maker']);
});

test('verbs come last, however strong they are', () => {
  const texts = ['Тесто растёт, закваску кормят.', 'Тесто растёт на закваске.', 'Закваска и тесто'];
  expect(show('ru', texts, ['растет', 'закваска', 'тесто'])).toEqual(['закваска', 'тесто', 'растёт']);
});
