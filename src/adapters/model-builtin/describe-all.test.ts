import { expect, test } from 'vitest';
import { describeMessages } from '../../ports/describe-messages.ts';
import { createBuiltinLanguageModel } from './builtin-language-model.ts';

const model = createBuiltinLanguageModel();

async function describe(texts: string[]) {
  const messages = texts.map((text, index) => ({ id: `tg:1:post:${index}`, text, language: 'ru', entities: [] }));
  const { output, usage } = await model.generate({ task: describeMessages, input: { messages } });
  return { output: describeMessages.output.parse(output), usage };
}

test('each message is answered once, by the schema, and the same for the same input', async () => {
  const texts = ['Мастерская открыта по субботам', '👍', 'https://example.org', '.', 'x'.repeat(20_000), '\ud800', '\n\n-\n'];
  const first = await describe(texts);
  expect(first.output.messages.map(({ id }) => id)).toEqual(texts.map((_, index) => `tg:1:post:${index}`));
  expect(first.usage).toBeNull();
  expect(await describe(texts)).toEqual(first);
});

test("the author's hashtags are the first labels", async () => {
  const message = {
    id: 'tg:1:post:1',
    text: 'Открылась мастерская у вокзала #велосипед #мастерская_на_колёсах',
    language: 'ru',
    entities: [
      { type: 'hashtag', value: '#велосипед', confidence: 1 },
      { type: 'hashtag', value: '#мастерская_на_колёсах', confidence: 1 },
    ],
  };
  const { output } = await model.generate({ task: describeMessages, input: { messages: [message] } });
  expect(output.messages[0]?.topics.slice(0, 2)).toEqual(['велосипед', 'мастерская на колёсах']);
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
