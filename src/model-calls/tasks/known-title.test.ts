import { expect, test } from 'vitest';
import { knownTitle } from './known-title.ts';

test.each([
  ['Кто завтра едет в город?', 'Кто завтра едет в город?'],
  ['  Спасибо большое!!! 🙏🏽👍 ', 'Спасибо большое!!!'],
  ['Завтра в десять.', 'Завтра в десять'],
  ['Ну да, но...', 'Ну да, но...'],
  ['Да', 'Да'],
  ['Играем в шахматы #2\n\n#шахматы #chess_1', 'Играем в шахматы #2'],
  ['Продаю **велосипед** <b>срочно</b>', 'Продаю **велосипед** срочно'],
])('%j is its own title', (text, title) => {
  expect(knownTitle(text)).toBe(title);
});

test.each([
  ['a second line', 'Привет\nВсем'],
  ['eight words', 'раз два три четыре пять шесть семь восемь'],
  ['more than sixty characters', `Достопримечательности ${'а'.repeat(60)}`],
  ['no word', '👍 +1'],
  ['a number instead of a name', 'Сообщение №12'],
  ['an address', 'смотри https://example.org'],
  ['a hashtag among its words', 'наш #клуб сегодня'],
  ['a mention', 'спроси @ivanov'],
])('a title is asked for where there is %s', (_, text) => {
  expect(knownTitle(text)).toBeNull();
});
