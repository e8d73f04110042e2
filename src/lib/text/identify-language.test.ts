import { expect, test } from 'vitest';
import { identifyLanguage } from './identify-language.ts';

test.each([
  ['ru', 'Мастерская открыта по субботам, приносите свои инструменты'],
  ['uk', 'Майстерня відкрита щосуботи, приносьте свої інструменти'],
  ['uk', 'Дякую всім за допомогу на минулому тижні'],
  ['en', 'The workshop is open on Saturdays, bring your own tools'],
  ['es', 'El taller abre los sábados, traiga sus propias herramientas'],
  ['de', 'Die Werkstatt ist samstags geöffnet, bringt euer Werkzeug mit'],
  ['fa', 'کارگاه شنبه‌ها باز است، ابزار خود را بیاورید'],
  ['ar', 'الورشة مفتوحة أيام السبت، أحضروا أدواتكم معكم'],
  ['he', 'הסדנה פתוחה בשבתות'],
  ['be', 'Майстэрня адкрыта па суботах, прыносьце ўсе інструменты'],
  ['ja', '土曜日にワークショップを開きます'],
])('%s is known from an ordinary message', (language, text) => {
  expect(identifyLanguage(text).language).toBe(language);
});

test.each(['ok', 'да', '👍👍👍', '', 'https://example.org/really/long/path/in/english', '@somebody #hashtag', '12345 67.8 %'])(
  '"%s" is too little to tell',
  (text) => {
    expect(identifyLanguage(text)).toEqual({ language: 'und', confidence: 0 });
  },
);

test('links, mentions and emoji do not change the answer', () => {
  const text = 'Приносите свои инструменты 🔧🔧 https://example.org/workshop-on-saturday @workshop #workshop';
  expect(identifyLanguage(text).language).toBe('ru');
});
