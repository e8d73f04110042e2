import { expect, test } from 'vitest';
import { loadCountTokens } from './count-tokens.ts';
import { estimateTokens } from './estimate-tokens.ts';

test.each([
  'В субботу мастерская у вокзала открыта с десяти до шести. Приносите велосипеды, у которых что-то скрипит: посмотрим вместе.',
  'У суботу майстерня біля вокзалу відчинена з десятої до шостої. Приносьте велосипеди, які риплять.',
  'The workshop at the station is open on Saturday from ten to six. Bring bicycles that creak, and we look at them together.',
  'ПРОХОЖДЕНИЕ ИГРЫ ЧАСТЬ ПЯТАЯ. СЕГОДНЯ В ДЕВЯТЬ ВЕЧЕРА, ЗАПИСЬ НА КАНАЛЕ!',
  'BREAKING NEWS: THE WORKSHOP AT THE STATION REOPENS ON SATURDAY MORNING',
  'Die Werkstatt am Bahnhof ist am Samstag von zehn bis sechs geöffnet. Bringt Fahrräder mit, die quietschen.',
  'El taller de la estación abre el sábado de diez a seis. Traed las bicicletas que chirrían.',
  'تعمیرگاه ایستگاه شنبه از ده تا شش باز است. دوچرخه‌های خود را بیاورید.',
  '駅前の工房は土曜日の十時から六時まで開いています。',
  '👍👍🔥 https://example.org/a/b?c=d&e=1234567890 +7 999 123-45-67 — 12.03.2024, 1 250,00 ₽',
  '{"id":1,"lang":"ru","text":"a\\nb"}',
])('the estimate is above the count and not far from it: %s', async (text) => {
  const countTokens = await loadCountTokens();
  expect(estimateTokens(text)).toBeGreaterThanOrEqual(countTokens(text));
  expect(estimateTokens(text)).toBeLessThan(countTokens(text) * 3);
});

test('text that reads like a control token is counted as text', async () => {
  expect((await loadCountTokens())('<|endoftext|>')).toBeGreaterThan(1);
});
