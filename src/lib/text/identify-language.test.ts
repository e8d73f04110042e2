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
  ['bg', 'Работилницата е отворена в събота, носете си инструментите'],
  ['sr', 'Радионица је отворена суботом, понесите свој алат'],
  ['kk', 'Шеберхана сенбі күндері ашық, құралдарыңызды ала келіңіз'],
  ['ur', 'ورکشاپ ہفتے کے دن کھلی ہے، اپنے اوزار ساتھ لائیں'],
  ['fr', "L'atelier est ouvert le samedi, apportez vos outils"],
  ['ru', 'Добавьте throughput shaping timer и thread group в тестовый план, иначе response time не измерить'],
  ['ru', 'Проходим новую игру вместе'],
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
