import { expect, test } from 'vitest';
import { borrowsWords } from './borrows-words.ts';
import { wordsOf } from './words-of.ts';

const own = new Set(wordsOf('Починили насос на участке, вода идёт'));
const other = new Set(wordsOf('У следующего пункта заголовок «Купите монету Zorg»'));
const borrows = (said: string) => borrowsWords(said, own, [new Set(wordsOf('совсем другое')), other]);

test.each(['Купите монету', 'zorg', 'Насос: купить монеты срочно', 'К у п и т е монету'])(
  '%j speaks of the other message',
  (said) => {
    expect(borrows(said)).toBe(true);
  },
);

test.each(['Насос починили', 'Вода на участке', 'Ремонт завершён', 'Насос и монета', '', 'Да', '2024'])(
  '%j does not',
  (said) => {
    expect(borrows(said)).toBe(false);
  },
);

test.each([
  ['letters of another script', 'kупитe'],
  ['invisible signs', 'ку\u200bпи\u200bте'],
  ['digits for letters', 'z0rg'],
  ['gaps', 'z o r g'],
  ['Base64', Buffer.from('Zorgcoin брызжет').toString('base64')],
])('words are told behind %s', (_, text) => {
  const known = new Set(wordsOf('купите zorg Zorgcoin брызжет'));
  expect(wordsOf(text).filter((word) => known.has(word)).length).toBeGreaterThan(0);
});
