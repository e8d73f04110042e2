import { expect, test } from 'vitest';
import { findEntities } from './find-entities.ts';

/** The values of one type. */
function values(type: string, text: string): string[] {
  return findEntities(text, { raw: text, entities: [] })
    .filter((entity) => entity.type === type)
    .map(({ value }) => value);
}

test.each([
  ['We paid $1,200.50 and 300 EUR, later €5 million', ['$1,200.50', '300 EUR', '€5 million']],
  ['Билет стоит 1 500 руб., абонемент 12 тыс. рублей, проезд 40₽', ['1 500 руб.', '12 тыс. рублей', '40₽']],
  ['Квиток коштує 250 грн, річний 2 тис. гривень', ['250 грн', '2 тис. гривень']],
  ['Das Ticket kostet 49 Euro, das Rad 1.200 €', ['49 Euro', '1.200 €']],
  ['La entrada cuesta 15 euros o 20 dólares', ['15 euros', '20 dólares']],
  ['قیمت بلیط ۲۵۰ هزار تومان است', ['۲۵۰ هزار تومان']],
  ['السعر ١٥٠ درهم فقط', ['١٥٠ درهم']],
  ['Version 2.5, room 300, 45 minutes, 10 km', []],
])('money: %s', (text, expected) => {
  expect(values('money', text)).toEqual(expected);
});

test.each([
  ['Meeting on 2025-03-14 and May 5, 2025, then 12 June', ['2025-03-14', 'May 5, 2025', '12 June']],
  ['Встреча 14 марта 2025 года, вторая 15.04.2025', ['14 марта 2025 года', '15.04.2025']],
  ['Зустріч 3 травня, друга 21 червня 2025', ['3 травня', '21 червня 2025']],
  ['Nos vemos el 5 de mayo de 2025', ['5 de mayo de 2025']],
  ['Wir treffen uns am 3. Oktober 2025', ['3. Oktober 2025']],
  ['جلسه ۱۵ فروردین ۱۴۰۴ برگزار می‌شود', ['۱۵ فروردین ۱۴۰۴']],
  ['اللقاء يوم ٥ مايو ٢٠٢٥', ['٥ مايو ٢٠٢٥']],
  ['Release 10.20.30, score 3-2, May be 45/60', []],
])('dates: %s', (text, expected) => {
  expect(values('date', text)).toEqual(expected);
});

test.each([
  ['Call +49 30 1234567 or 8 (912) 345-67-89', ['+49301234567', '89123456789']],
  ['Дзвоніть +380 (44) 123-45-67', ['+380441234567']],
  ['تماس: ۰۹۱۲۱۲۳۴۵۶۷', ['09121234567']],
  ['Order 123456789012, on 12.03.2025, card 4111 1111 1111 1111, https://a.example/+4930123456', []],
])('telephones: %s', (text, expected) => {
  expect(values('phone', text)).toEqual(expected);
});

test('mentions, hashtags and addresses are told apart', () => {
  const text = 'Ask @club_example or Post@Example.org, see #ride #велосипед #2025 and https://a.example/x#part?y=@nobody.';
  expect(values('mention', text)).toEqual(['@club_example']);
  expect(values('email', text)).toEqual(['post@example.org']);
  expect(values('hashtag', text)).toEqual(['#ride', '#велосипед']);
  expect(values('link', text)).toEqual(['https://a.example/x#part?y=@nobody']);
});

test('links hidden behind words and links without a scheme are found once, without tracking', () => {
  const raw = 'Read here or a.example/x, see (https://b.example/w_(x)).';
  const entities = [
    { kind: 'text_link', offset: 5, length: 4, url: 'https://a.example/x?utm_source=tg' },
    { kind: 'url', offset: 13, length: 11 },
  ];
  const links = findEntities(raw, { raw, entities }).filter(({ type }) => type === 'link');
  expect(links.map(({ value }) => value)).toEqual(['https://b.example/w_(x)', 'https://a.example/x']);
});
