import { expect, test } from 'vitest';
import type { DocumentEntity } from '../../domain/processed-document.ts';
import { judgeNoise } from './describe-noise.ts';

function kindOf(text: string): string | null {
  const entities: DocumentEntity[] = /https?:|@/.test(text)
    ? [{ type: 'link', value: 'https://shop.example', confidence: 1 }]
    : [];
  return judgeNoise(text, entities).kind;
}

test.each([
  'Новый насос уже в продаже #реклама',
  'Курс для начинающих. Реклама. ООО «Пример», erid: 2VtzqwAbCdE',
  'Скидка 30 % по промокоду RIDE, переходите по ссылке https://shop.example',
  'Знижка 30 % за промокодом RIDE, переходьте за посиланням https://shop.example',
  'Use promo code RIDE for a 30% discount and order now: https://shop.example',
  'Con el código promocional RIDE tienes descuento, compra ahora https://shop.example',
  'Mit dem Rabattcode RIDE gibt es Rabatt, jetzt bestellen: https://shop.example',
  'با کد تخفیف RIDE همین حالا خرید کنید، تخفیف ویژه https://shop.example',
  'كود خصم RIDE لفترة محدودة، اطلب الآن https://shop.example',
])('advertising: %s', (text) => {
  expect(kindOf(text)).toBe('advertising');
});

test.each([
  'Всем привет!',
  'Доброе утро, друзья ☀️',
  'Доброго ранку!',
  'Good morning everyone!',
  '¡Buenos días a todos!',
  'Guten Morgen zusammen',
  'سلام دوستان',
  'صباح الخير',
  'Доброе утро, двор!',
  'Всех с праздником весны!',
  'Хорошего всем воскресенья 🌞',
])('a greeting: %s', (text) => {
  expect(kindOf(text)).toBe('greeting');
});

test.each([
  '+1',
  'Спасибо большое!',
  'ахахаха',
  'Дякую',
  'Thanks!',
  'lol',
  'Gracias',
  'Danke schön',
  'ممنون',
  'شكرا',
  '👍👍👍',
  'Иван вступил в группу',
  'Anna joined the group',
  'Добро пожаловать, @newcomer!',
])('chatter: %s', (text) => {
  expect(kindOf(text)).toBe('chatter');
});

test.each([
  'Почему реклама велосипедов больше не работает: разбор с примерами',
  'В магазине у вокзала скидка на камеры, сам вчера купил https://shop.example',
  'Как проверить промокод в тестах корзины?',
  'Привет! Кто едет в субботу?',
  'Спасибо, цепь заменил, и скрип пропал',
  'Ok, the chain was the reason after all',
  'Good morning ride at 7, meet at the station',
  'Gracias a los socios hay un torno nuevo',
  'Die Werbung der Bahn ist schlecht',
  'https://example.org/article',
  'Да, но только после перезапуска',
  'Ок?',
  '42',
])('content stays content: %s', (text) => {
  expect(kindOf(text)).toBeNull();
});
