import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBuiltinLanguageModel } from '../adapters/model-builtin/builtin-language-model.ts';
import type { ErrorCode } from '../domain/error-code.ts';
import type { TgParserError } from '../domain/tg-parser-error.ts';
import { describeMessages } from '../ports/describe-messages.ts';
import type { AnswerOptions, LanguageModel } from '../ports/language-model.ts';
import { modelError } from './__fixtures__/layer-chat-model.ts';
import { answerOptions, fail, languageModel, type NumberedItem, whoAnswers } from './__fixtures__/layer-language-model.ts';
import { memoryLog } from './__fixtures__/layer-log.ts';
import { withFallback } from './fallback-language-model.ts';

const always = (code: ErrorCode) => () => modelError(code);
const never = () => null;

function items(count: number): NumberedItem[] {
  return Array.from({ length: count }, (_, index) => ({ id: String(index) }));
}

/** Who answered each item, or the code of its error; `thrown` is what ended the stream. */
async function askAll(
  model: LanguageModel,
  asked: Iterable<NumberedItem> | AsyncIterable<NumberedItem>,
  options: Partial<AnswerOptions> = {},
) {
  const answers: Record<string, string> = {};
  let thrown: TgParserError | null = null;
  try {
    for await (const outcomes of model.answer(whoAnswers, asked, { ...answerOptions, ...options })) {
      for (const outcome of outcomes) {
        expect(answers[outcome.item.id], 'an item has one outcome').toBeUndefined();
        answers[outcome.item.id] = 'error' in outcome ? outcome.error.code : outcome.answer;
      }
    }
  } catch (error) {
    thrown = error as TgParserError;
  }
  return { answers, thrown };
}

describe('single items that failed for a reason of the provider are answered by the next', () => {
  for (const code of ['model_overloaded', 'model_timeout', 'model_unreachable', 'model_refused'] as const) {
    it(code, async () => {
      const first = languageModel('first', (id) => (id === '1' ? modelError(code) : null));
      const next = languageModel('next', never);
      const { answers } = await askAll(withFallback([first, next], memoryLog()), items(4));
      expect(answers).toEqual({ 0: 'first', 1: 'next', 2: 'first', 3: 'first' });
      expect(next.asked).toEqual([['1']]);
    });
  }

  for (const code of ['model_truncated', 'model_answer_invalid', 'model_request_invalid'] as const) {
    it(`${code} is no such reason`, async () => {
      const first = languageModel('first', always(code));
      const next = languageModel('next', never);
      expect((await askAll(withFallback([first, next], memoryLog()), items(1))).answers).toEqual({ 0: code });
      expect(next.asked).toEqual([]);
    });
  }
});

describe('when a model fails altogether, everything without an outcome goes to the next', () => {
  const codes = [
    'model_unavailable',
    'model_unauthorized',
    'model_unknown',
    'model_billing',
    'model_quota',
    'model_rate_limited',
    'model_failing',
  ] as const;
  for (const code of codes) {
    it(code, async () => {
      const first = languageModel('first', (id) => (Number(id) >= 3 ? fail(modelError(code)) : null));
      const next = languageModel('next', never);
      const log = memoryLog();
      const { answers, thrown } = await askAll(withFallback([first, next], log), items(8));
      expect(thrown).toBeNull();
      expect(Object.values(answers)).toEqual(['first', 'first', 'first', 'next', 'next', 'next', 'next', 'next']);
      expect(log.lines).toEqual([{ level: 'warn', event: 'model_fallback', fields: expect.objectContaining({ code }) }]);
    });
  }

  for (const code of ['budget_reached', 'interrupted', 'storage_full', 'setting_invalid', 'internal'] as const) {
    it(`${code} ends all`, async () => {
      const first = languageModel('first', () => fail(modelError(code)));
      const next = languageModel('next', never);
      expect((await askAll(withFallback([first, next], memoryLog()), items(4))).thrown).toMatchObject({ code });
      expect(next.asked).toEqual([]);
    });
  }

  it('and when the next fails, too, the error names both and has the code of the first', async () => {
    const first = languageModel('first', () => fail(modelError('model_quota')));
    const next = languageModel('next', () => fail(modelError('model_unauthorized')));
    expect((await askAll(withFallback([first, next], memoryLog()), items(4))).thrown).toMatchObject({
      code: 'model_quota',
      message: 'acme: model_quota; who was asked instead failed, too: acme: model_unauthorized',
    });
  });

  it('also along a longer chain, whose last one is the built-in engine', async () => {
    const first = languageModel('first', () => fail(modelError('model_billing')));
    const second = languageModel('second', () => fail(modelError('model_failing')));
    const model = withFallback([first, second, createBuiltinLanguageModel()], memoryLog());
    const message = { id: '1', text: 'Новая версия вышла вчера.', context: null, language: 'ru', entities: [] };
    const origins: string[] = [];
    for await (const outcomes of model.answer(describeMessages, [message], answerOptions)) {
      origins.push(...outcomes.map((outcome) => ('error' in outcome ? outcome.error.code : outcome.origin.modelId)));
    }
    expect(origins).toEqual(['builtin:v1']);
    expect(model.modelId).toBe('first:1');
  });
});

it('a next model that is of no use leaves items their first error, and is not asked again', async () => {
  const first = languageModel('first', always('model_refused'), { itemsPerCall: 1 });
  const next = languageModel('next', () => fail(modelError('model_unauthorized')));
  const { answers, thrown } = await askAll(withFallback([first, next], memoryLog()), items(50), { concurrency: 1 });
  expect(thrown).toBeNull();
  expect(new Set(Object.values(answers))).toEqual(new Set(['model_refused']));
  expect(Object.keys(answers)).toHaveLength(50);
  expect(next.asked.length).toBeLessThan(3);
});

it('a budget that ends while the next model is asked ends all, after the outcomes of the first', async () => {
  const first = languageModel('first', (id) => (id === '0' ? modelError('model_refused') : null));
  const next = languageModel('next', () => fail(modelError('budget_reached')));
  const { answers, thrown } = await askAll(withFallback([first, next], memoryLog()), items(6));
  expect(thrown).toMatchObject({ code: 'budget_reached' });
  expect(Object.values(answers)).toEqual(['first', 'first', 'first', 'first', 'first']);
});

it('after an abort nobody else is asked, and what failed keeps its error', async () => {
  const controller = new AbortController();
  const first = languageModel('first', () => {
    controller.abort();
    return modelError('model_overloaded');
  });
  const next = languageModel('next', never);
  const { answers } = await askAll(withFallback([first, next], memoryLog()), items(3), { signal: controller.signal });
  expect(answers).toEqual({ 0: 'model_overloaded', 1: 'model_overloaded', 2: 'model_overloaded' });
  expect(next.asked).toEqual([]);
});

it('takes no more items than are under way, however many fail', async () => {
  let taken = 0;
  let answered = 0;
  let most = 0;
  async function* source() {
    for (const item of items(3000)) {
      taken += 1;
      most = Math.max(most, taken - answered);
      yield item;
    }
  }
  const first = languageModel('first', (id) => (Number(id) % 2 === 0 ? modelError('model_overloaded') : null));
  const next = languageModel('next', never);
  for await (const outcomes of withFallback([first, next], memoryLog()).answer(whoAnswers, source(), answerOptions)) {
    answered += outcomes.length;
  }
  expect(answered).toBe(3000);
  expect(most).toBeLessThan(40);
});

it('loses no item that a model was about to take when it failed', async () => {
  async function* source() {
    for (const item of items(5)) {
      await new Promise(setImmediate);
      yield item;
    }
  }
  /** Takes the next item while it answers, and fails before it got it. */
  const first: LanguageModel = {
    ...languageModel('first', never),
    async *answer(_task, asked) {
      const iterator = (asked as AsyncIterable<never>)[Symbol.asyncIterator]();
      await iterator.next();
      void iterator.next();
      yield [];
      throw modelError('model_unauthorized');
    },
  };
  const { answers } = await askAll(withFallback([first, languageModel('next', never)], memoryLog()), source());
  expect(answers).toEqual({ 0: 'next', 1: 'next', 2: 'next', 3: 'next', 4: 'next' });
});

it('asks the next model about no more at a time than calls may be', async () => {
  let underWay = 0;
  let most = 0;
  const first = languageModel('first', always('model_overloaded'), { itemsPerCall: 1 });
  const answering = languageModel('next', never);
  const next: LanguageModel = {
    ...answering,
    async *answer(task, asked, options) {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise(setImmediate);
      yield* answering.answer(task, asked, options);
      underWay -= 1;
    },
  };
  const { answers } = await askAll(withFallback([first, next], memoryLog()), items(60), { concurrency: 3 });
  expect(Object.keys(answers)).toHaveLength(60);
  expect(most).toBe(3);
});

it('closes the source when the reader stops', async () => {
  let isClosed = false;
  async function* source() {
    try {
      yield* items(100);
    } finally {
      isClosed = true;
    }
  }
  const model = withFallback([languageModel('first', never), languageModel('next', never)], memoryLog());
  for await (const _ of model.answer(whoAnswers, source(), answerOptions)) {
    break;
  }
  expect(isClosed).toBe(true);
});

it('whatever fails and whenever, each item has exactly one outcome', async () => {
  const behaviour = fc.constantFrom('answer', 'refuse', 'invalid', 'die') as fc.Arbitrary<string>;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(behaviour, behaviour), { maxLength: 40 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 4 }),
      async (script, itemsPerCall, concurrency) => {
        const act = (model: 0 | 1) => (id: string) => {
          switch (script[Number(id)]?.[model]) {
            case 'refuse':
              return modelError('model_refused');
            case 'invalid':
              return modelError('model_answer_invalid');
            case 'die':
              return fail(modelError('model_quota'));
            default:
              return null;
          }
        };
        const chain = [
          languageModel('a', act(0), { itemsPerCall }),
          languageModel('b', act(1), { itemsPerCall }),
          languageModel('c', never),
        ];
        const { answers, thrown } = await askAll(withFallback(chain, memoryLog()), items(script.length), { concurrency });
        expect(thrown).toBeNull();
        expect(Object.keys(answers)).toHaveLength(script.length);
        expect(Object.values(answers)).not.toContain('model_refused');
      },
    ),
    { numRuns: 200 },
  );
});
