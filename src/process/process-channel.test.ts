import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectBalancedLedger } from '../../test/support/expect-balanced-ledger.ts';
import { createBuiltinLanguageModel } from '../adapters/model-builtin/builtin-language-model.ts';
import { processedDocumentSchema } from '../domain/processed-document.ts';
import type { RawMessage } from '../domain/raw-message.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { MessageToDescribe } from '../ports/describe-messages.ts';
import type { AnswerOptions, LanguageModel, ModelItem, ModelTask } from '../ports/language-model.ts';
import { openChannel, post } from './__fixtures__/open-channel.ts';

const subjects = ['велосипед', 'огород', 'пчёлы', 'мастерская', 'маршрут', 'палатка', 'рыбалка', 'костёр', 'лодка', 'карта'];
const photo = { media: { kind: 'photo' } };

/** The built-in engine, which counts what it is asked and fails for texts with a certain word. */
function watchedModel(failsFor = '\u0000'): LanguageModel & { asked: string[] } {
  const builtin = createBuiltinLanguageModel();
  const asked: string[] = [];
  return {
    ...builtin,
    asked,
    async *answer<Item extends ModelItem, Answer>(
      task: ModelTask<Item, Answer>,
      items: Iterable<Item> | AsyncIterable<Item>,
      options: AnswerOptions,
    ) {
      for await (const outcomes of builtin.answer(task, items, options)) {
        yield outcomes.map((outcome) => {
          const { text, id } = outcome.item as unknown as MessageToDescribe;
          asked.push(id);
          return text.includes(failsFor)
            ? { item: outcome.item, error: new TgParserError('model_answer_invalid', 'no answer') }
            : outcome;
        });
      }
    },
  };
}

test('every message ends in one state, and every document is valid', async () => {
  const channel = await openChannel();
  await channel.ingest([
    post(1, 'Мастерская открыта по субботам, приносите свои инструменты'),
    post(2, ''),
    post(3, '', { message_type: 'service' }),
    post(4, '\u200b \u2800'),
    post(5, '', { media: { kind: 'poll', question: 'Куда едем в субботу?', options: ['К озеру', 'В лес'] } }),
  ]);
  const { outcome, report } = await channel.process();
  expect(outcome).toBe('done');
  expect(report).toMatchObject({
    processed_total: 2,
    skipped_total: 3,
    failed_total: 0,
    skipped_by_reason: { service: 1, without_text: 2, album_member: 0 },
    cost_usd: 0,
    limited: false,
  });
  const documents = await channel.documents();
  expect(documents.map((document) => processedDocumentSchema.parse(document).source_message_id)).toEqual(['1', '5']);
  expect(documents[1]?.text_clean).toBe('Куда едем в субботу?\nК озеру\nВ лес');
  expectBalancedLedger(await channel.ledger());
});

test('when nothing new arrived there is nothing to do, and the model is not asked', async () => {
  const channel = await openChannel();
  await channel.ingest([post(1, 'Мастерская открыта по субботам'), post(2, '')]);
  await channel.process();
  const before = await channel.documents();
  const model = watchedModel();
  const { outcome, report } = await channel.process({}, model);
  expect([outcome, report.processed_total, report.documents_total, model.asked]).toEqual(['nothing_to_do', 0, 1, []]);
  expect(await channel.documents()).toEqual(before);
});

test('only the message whose text was edited is described again', async () => {
  const channel = await openChannel();
  await channel.ingest(subjects.map((subject, index) => post(index + 1, `Сегодня разговор про ${subject}, приходите вечером`)));
  await channel.process();
  await channel.ingest([post(3, 'Разговор про пчёл перенесён на завтра', { edited_at: '2025-02-01T00:00:00Z' })]);
  const model = watchedModel();
  const { report } = await channel.process({}, model);
  expect(model.asked).toEqual(['tg:1500000000:post:3']);
  expect([report.processed_total, report.unchanged_total]).toEqual([1, 9]);
  expect((await channel.document(3))?.text_clean).toBe('Разговор про пчёл перенесён на завтра');
});

test('a message that the model fails for is recorded alone, waits, and succeeds when it is tried again', async () => {
  const channel = await openChannel();
  await channel.ingest(subjects.map((subject, index) => post(index + 1, `Сегодня разговор про ${subject}, приходите вечером`)));
  const { outcome, report } = await channel.process({}, watchedModel('палатка'));
  expect([outcome, report.processed_total, report.failed_by_class]).toEqual(['partial', 9, { model_answer_invalid: 1 }]);
  expectBalancedLedger(await channel.ledger());
  expect((await channel.process()).report).toMatchObject({ processed_total: 0, failures_waiting_total: 1 });
  const retried = await channel.process({ retryFailed: true });
  expect([retried.outcome, retried.report.processed_total, retried.report.failures_waiting_total]).toEqual(['done', 1, 0]);
  expect(await channel.documents()).toHaveLength(10);
});

test('the model is told under which post a comment stands', async () => {
  const channel = await openChannel();
  const contexts: (string | null)[] = [];
  const builtin = createBuiltinLanguageModel();
  const model: LanguageModel = {
    ...builtin,
    async *answer(task, items, options) {
      for await (const outcomes of builtin.answer(task, items, options)) {
        contexts.push(...outcomes.map(({ item }) => (item as unknown as MessageToDescribe).context));
        yield outcomes;
      }
    },
  };
  const comment = { message_type: 'comment', source_ref: 'tg:1500000000:comment:77' } as const;
  await channel.ingest([
    post(5, `Мастерская открыта по субботам. ${'Приходите. '.repeat(60)}`),
    { ...post(77, 'А в воскресенье?'), ...comment, thread_id: '5', parent_message_id: '5' },
  ]);
  await channel.process({}, model);
  expect(contexts).toEqual([null, expect.stringMatching(/^Мастерская открыта по субботам.{300,380}…$/)]);
});

test('the lines with which a channel ends its posts are in no document, but hide no post that has only them', async () => {
  const channel = await openChannel();
  const footer = '\n\n🚲 Велоклуб | Чат | @veloclub_example';
  const texts = subjects.map((subject) => `Сегодня разговор про ${subject}, приходите вечером`);
  await channel.ingest([...texts.map((text, index) => post(index + 1, text + footer)), post(11, footer.trim())]);
  await channel.process();
  const documents = await channel.documents();
  expect(documents.map(({ text_clean }) => text_clean)).toEqual([...texts, footer.trim()]);
});

test('an album is one document on its first message, also across the border of a block', async () => {
  const channel = await openChannel();
  const date = '2025-01-01T00:00:00Z';
  const album = [1022, 1023, 1024, 1025].map((id) =>
    post(id, id % 2 === 1 ? `Снимок номер ${id} с озера` : '', { date, ...photo }),
  );
  await channel.ingest(album);
  const { report } = await channel.process();
  expect(report.skipped_by_reason.album_member).toBe(3);
  const documents = await channel.documents();
  expect(documents.map(({ source_message_id, text_clean }) => [source_message_id, text_clean])).toEqual([
    ['1022', 'Снимок номер 1023 с озера\n\nСнимок номер 1025 с озера'],
  ]);
  expectBalancedLedger(await channel.ledger());
});

test('a message that turns out to be the member of an album loses its document', async () => {
  const channel = await openChannel();
  const date = '2025-01-01T00:00:00Z';
  await channel.ingest([post(1024, 'Вид с моста через реку', { date, ...photo })]);
  await channel.process();
  expect(await channel.document(1024)).toBeDefined();
  await channel.ingest([post(1023, '', { date, ...photo })]);
  await channel.process();
  expect((await channel.documents()).map(({ source_message_id, text_clean }) => [source_message_id, text_clean])).toEqual([
    ['1023', 'Вид с моста через реку'],
  ]);
});

test('copies name the earliest message that says the same, and lose the mark when one is edited', async () => {
  const channel = await openChannel();
  const text = 'Встречаемся в воскресенье у старой мельницы, берём воду, карту и запасную камеру, едем до озера и обратно';
  await channel.ingest([post(5, text), post(9, `🔥 ${text.toUpperCase()}!`), post(12, 'ок'), post(13, 'ок')]);
  expect((await channel.process()).report.duplicates_total).toBe(1);
  expect((await channel.document(9))?.duplicate_of).toBe('tg:1500000000:post:5');
  await channel.ingest([post(9, 'Поездка отменяется из-за дождя', { edited_at: '2025-02-01T00:00:00Z' })]);
  await channel.process();
  expect((await channel.document(9))?.duplicate_of).toBeNull();
});

test('a limited run goes on where it stopped', async () => {
  const channel = await openChannel();
  await channel.ingest(subjects.map((subject, index) => post(index + 1, `Сегодня разговор про ${subject}, приходите вечером`)));
  expect((await channel.process({ limit: 4 })).report).toMatchObject({ processed_total: 4, limited: true });
  expect((await channel.process({ limit: 6 })).report).toMatchObject({ processed_total: 6, limited: false });
  expect((await channel.process()).outcome).toBe('nothing_to_do');
});

test('an abort stores what was finished and is told as an interruption', async () => {
  const channel = await openChannel();
  await channel.ingest(
    Array.from({ length: 700 }, (_, index) => post(index + 1, `Сообщение под номером ${index} про велосипед`)),
  );
  const controller = new AbortController();
  const run = channel.process({ signal: controller.signal, onProgress: () => controller.abort() });
  await expect(run).rejects.toMatchObject({ code: 'interrupted' });
  const finished = (await channel.documents()).length;
  expect(finished).toBeGreaterThan(0);
  expect(finished).toBeLessThan(700);
  await channel.process();
  expect(await channel.documents()).toHaveLength(700);
});

test('force makes every document again, to the same end', async () => {
  const channel = await openChannel();
  await channel.ingest([post(1, 'Мастерская открыта по субботам'), post(2, 'Пчёлы зимуют в сарае')]);
  await channel.process();
  const before = await channel.documents();
  expect((await channel.process({ force: true })).report.processed_total).toBe(2);
  expect(await channel.documents()).toEqual(before);
});

/** A history around the border of two blocks, with footers, albums, copies, service messages. */
const history = fc
  .array(
    fc.record({
      kind: fc.constantFrom('text', 'text', 'footer', 'photo', 'caption', 'service'),
      subject: fc.nat(subjects.length - 1),
      sameSecond: fc.boolean(),
    }),
    { minLength: 5, maxLength: 40 },
  )
  .map((choices) => {
    let minute = 0;
    return choices.map(({ kind, subject, sameSecond }, index): RawMessage => {
      const id = 1024 - Math.floor(choices.length / 2) + index;
      minute += sameSecond ? 0 : 1;
      const text = kind === 'photo' || kind === 'service' ? '' : `Сегодня разговор про ${subjects[subject]}, приходите вечером`;
      return post(id, kind === 'footer' ? `${id}: ${text}\nПодписка | @veloclub_example` : text, {
        date: new Date(Date.UTC(2025, 0, 1, 0, minute)).toISOString().replace('.000', ''),
        message_type: kind === 'service' ? 'service' : 'post',
        ...(kind === 'photo' || kind === 'caption' ? photo : {}),
      });
    });
  });

test('the documents do not depend on the order and the size of imports', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      history,
      fc.array(fc.nat(2), { minLength: 40, maxLength: 40 }),
      fc.boolean(),
      async (messages, parts, backwards) => {
        const atOnce = await openChannel();
        await atOnce.ingest(messages);
        await atOnce.process();

        const inParts = await openChannel();
        for (const part of backwards ? [2, 1, 0] : [1, 0, 2]) {
          await inParts.ingest(messages.filter((_, index) => parts[index] === part));
          await inParts.process();
        }
        expect(await inParts.documents()).toEqual(await atOnce.documents());
        expect(await inParts.ledger()).toEqual(await atOnce.ledger());
        expectBalancedLedger(await inParts.ledger());
      },
    ),
    { numRuns: 25 },
  );
});
