import { expect, test } from 'vitest';
import { describeMessages } from '../../ports/describe-messages.ts';
import { describeMessage } from './describe-message.ts';

function describe(texts: string[]) {
  const messages = texts.map((text, index) => ({
    id: `tg:1:post:${index}`,
    text,
    context: null,
    language: 'ru',
    entities: [],
  }));
  return messages.map((message) => describeMessages.answer.parse(describeMessage(message)));
}

test('whatever a message says, the answer fits the schema, and is the same for the same message', () => {
  const texts = ['Мастерская открыта по субботам', '👍', 'https://example.org', '.', 'x'.repeat(20_000), '\ud800', '\n\n-\n'];
  expect(describe(texts)).toEqual(describe(texts));
});

test("the author's hashtags are the first labels", () => {
  const message = {
    id: 'tg:1:post:1',
    text: 'Открылась мастерская у вокзала #велосипед #мастерская_на_колёсах',
    context: null,
    language: 'ru',
    entities: [
      { type: 'hashtag', value: '#велосипед', confidence: 1 },
      { type: 'hashtag', value: '#мастерская_на_колёсах', confidence: 1 },
    ],
  };
  expect(describeMessage(message).topics.slice(0, 2)).toEqual(['велосипед', 'мастерская на колёсах']);
});

test.each(['a', 'А ', '. ', '- ', '#a ', 'Иван Петров ', '1 000 руб. ', 'http://a.b ', '«', '@', 'Ё-', '"X" ', 'Inc. ', 'A.'])(
  'twenty thousand characters take a moment, whatever they repeat: %j',
  async (piece) => {
    const text = piece.repeat(Math.ceil(20_000 / piece.length)).slice(0, 20_000);
    const startedAt = performance.now();
    await describe([text]);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  },
);
