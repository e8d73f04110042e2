import { expect, test } from 'vitest';
import { splitSentences } from './split-sentences.ts';

test.each([
  ['en', 'The shop opens at 10 a.m. Bring tools! Really?', ['The shop opens at 10 a.m.', 'Bring tools!', 'Really?']],
  ['ru', 'Живёт в г. Москве. Пишет стихи.\nИ прозу', ['Живёт в г. Москве.', 'Пишет стихи.', 'И прозу']],
  ['fa', 'سلام. حال شما چطور است؟ خوبم', ['سلام.', 'حال شما چطور است؟', 'خوبم']],
  ['ja', '今日は。明日は？', ['今日は。', '明日は？']],
])('%s', (language, text, sentences) => {
  expect(splitSentences(text, language)).toEqual(sentences);
});
