import { expect, test } from 'vitest';
import { analyzeText } from './describe-analysis.ts';
import { findKeyPhrases } from './describe-key-phrases.ts';

test.each([
  ['ru', 'Токарный станок купили в мастерскую. Токарный станок стоит у окна, на станке учат детей.', 'токарный станок'],
  ['uk', 'Токарний верстат купили для майстерні. Токарний верстат стоїть біля вікна.', 'токарний верстат'],
  ['en', 'The disc brake squeals. I cleaned the disc brake, and the disc brake squeals again.', 'disc brake'],
  ['es', 'La carretera comarcal está cortada. Evite la carretera comarcal hasta el lunes.', 'carretera comarcal'],
  ['de', 'Der Radweg am Kanal ist gesperrt. Der Radweg wird im Frühjahr neu gebaut.', 'Radweg'],
  ['fa', 'دوچرخه کوهستان برای این مسیر خوب است. دوچرخه کوهستان را از باشگاه بگیرید.', 'دوچرخه کوهستان'],
  ['ar', 'الدراجة الجبلية مناسبة لهذا الطريق. الدراجة الجبلية متوفرة في النادي.', 'الدراجة الجبلية'],
])('%s: what a text repeats is named first, as it was written', (language, text, phrase) => {
  const phrases = findKeyPhrases(analyzeText(text, language));
  expect(phrases[0]?.toLowerCase()).toBe(phrase.toLowerCase());
});

test.each([
  ['ru', 'Можно приехать и посмотреть, как работает станок'],
  ['uk', 'Можна приїхати й подивитися, як працює верстат'],
  ['en', 'You can usually come and see how it really works'],
])('%s: verbs and adverbs are no key phrases', (language, text) => {
  const phrases = findKeyPhrases(analyzeText(text, language)).join(' ');
  expect(phrases).not.toMatch(/приехать|посмотреть|работает|приїхати|подивитися|працює|usually|really/);
});

test('names stay whole and keep their capitals, also where they begin a sentence', () => {
  const phrases = findKeyPhrases(analyzeText('Мария Петрова открыла мастерскую. Мария Петрова учит детей.', 'ru'));
  expect(phrases[0]).toBe('Мария Петрова');
});

test('links, mentions and numbers are no key phrases', () => {
  expect(findKeyPhrases(analyzeText('https://example.org/some/path @somebody 2025 12345', 'en'))).toEqual([]);
});
