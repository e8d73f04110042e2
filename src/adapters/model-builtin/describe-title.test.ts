import { expect, test } from 'vitest';
import { findTitle } from './describe-title.ts';

test.each([
  ['ru', '🔥 #новости\n\nОткрылась мастерская у вокзала. Приходите с инструментами.', 'Открылась мастерская у вокзала'],
  ['uk', 'Привіт! Майстерня переїхала на нову вулицю. Деталі нижче', 'Майстерня переїхала на нову вулицю'],
  ['en', 'Hi everyone!\nThe workshop has a new lathe\nCome and see', 'The workshop has a new lathe'],
  ['es', '👉 El taller abre los sábados. Traiga sus herramientas.', 'El taller abre los sábados'],
  ['de', 'Achtung! Die Werkstatt bleibt am Montag zu.', 'Achtung! Die Werkstatt bleibt am Montag zu'],
  ['fa', 'کارگاه شنبه‌ها باز است. ابزار خود را بیاورید.', 'کارگاه شنبه‌ها باز است'],
  ['ar', 'الورشة مفتوحة يوم السبت. أحضروا أدواتكم.', 'الورشة مفتوحة يوم السبت'],
  ['en', 'BIKE-2025\n\nA recall of brake levers was announced.', 'BIKE-2025: A recall of brake levers was announced'],
  ['en', 'Why do chains break?', 'Why do chains break?'],
])('%s: the heading or the first sentence that says something (%#)', (language, text, title) => {
  expect(findTitle(text, language)).toBe(title);
});

test.each([
  ['https://www.example.org/guide/chains/?page=2#top', 'example.org/guide/chains'],
  ['#ride #lake', '#ride #lake'],
  ['👍👍', '👍👍'],
  ['@somebody', '@somebody'],
  ['1$ = 1.08€', '1$ = 1.08€'],
  ['ok', 'ok'],
])('a text without a sentence is named honestly: %s', (text, title) => {
  expect(findTitle(text, 'und')).toBe(title);
});

test('a long sentence is cut behind a whole word', () => {
  const title = findTitle('A ride along the old railway and '.repeat(10), 'en');
  expect(title.length).toBeLessThanOrEqual(100);
  expect(title).toMatch(/^A ride along the old railway and .* (?:railway|ride|along|the|old|and|A)…$/);
});

test.each(['-', '#', '- ', '!#a ', 'a', '\ud800', '😀', '*_'])('no line takes long, whatever it repeats: %j', (piece) => {
  const startedAt = performance.now();
  const title = findTitle(`${piece.repeat(300)}x\n${piece.repeat(500_000)}`, 'en');
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  expect(title.length).toBeGreaterThan(0);
  expect(title.length).toBeLessThanOrEqual(100);
});
