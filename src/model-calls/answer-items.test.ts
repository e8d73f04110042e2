import { setTimeout as delay, setImmediate as immediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { TgParserError } from '../domain/tg-parser-error.ts';
import { describeMessages } from '../ports/describe-messages.ts';
import { askAbout, failuresOf, newLanguageModel, newMessage, newMessages } from './__fixtures__/ask-about.ts';
import { memoryAnswers } from './__fixtures__/memory-answers.ts';
import { goodEntry, goodText, type ScriptedCall, scriptedChatModel } from './__fixtures__/scripted-chat-model.ts';

const textsOf = ({ items }: ScriptedCall) => items.map(({ text }) => text);

test('short messages share calls, and each gets the answer about itself', async () => {
  const chat = scriptedChatModel(() => ({}));
  const { outcomes } = await askAbout(chat, newMessages(20));
  expect(chat.calls.map(({ items }) => items.length)).toEqual([8, 8, 4]);
  for (const outcome of outcomes) {
    expect('answer' in outcome && outcome.answer.title).toBe(`About ${outcome.item.text}`);
  }
  expect(outcomes.map(({ item }) => item)).toEqual(newMessages(20));
});

test('references never leave the program, and the constant part is the same in every call', async () => {
  const chat = scriptedChatModel(() => ({}));
  await askAbout(chat, newMessages(20));
  expect(new Set(chat.calls.map(({ request }) => request.instructions)).size).toBe(1);
  expect(JSON.stringify(chat.calls)).not.toContain('tg:1');
});

test('as many calls at a time as allowed, and a slow one holds up nobody', async () => {
  let beginLast = () => {};
  const lastBegan = new Promise<void>((resolve) => {
    beginLast = resolve;
  });
  const chat = scriptedChatModel(async ({ number }) => {
    if (number === 1) {
      await lastBegan;
      await immediate();
    } else if (number === 20) {
      beginLast();
    } else {
      await delay(1);
    }
    return {};
  });
  const { outcomes } = await askAbout(chat, newMessages(160), { concurrency: 4 });
  expect(chat.mostAtATime).toBe(4);
  expect(chat.calls).toHaveLength(20);
  expect(outcomes.at(-1)?.item.id).toMatch(/^tg:1:post:[1-8]$/);
});

test('a long message goes alone, and those around it still share a call', async () => {
  const chat = scriptedChatModel(() => ({}));
  const messages = newMessages(8).map((message) =>
    message.id === 'tg:1:post:4' ? newMessage(4, 'long '.repeat(1_200)) : message,
  );
  await askAbout(chat, messages);
  expect(chat.calls.map(({ items }) => items.length).sort()).toEqual([1, 7]);
});

test('messages with the same text are asked about once, and the answer costs once', async () => {
  const chat = scriptedChatModel(() => ({}));
  const messages = [1, 2, 3].map((id) => newMessage(id, 'thanks a lot to everybody'));
  const { outcomes } = await askAbout(chat, messages);
  expect(chat.calls.map(({ items }) => items.length)).toEqual([1]);
  expect(outcomes.map((outcome) => 'answer' in outcome && outcome.usage?.outputTokens)).toEqual([30, 0, 0]);
});

test('what was answered before is not asked again, and costs nothing', async () => {
  const answers = memoryAnswers();
  const first = await askAbout(
    scriptedChatModel(() => ({})),
    newMessages(20),
    { answers },
  );
  const chat = scriptedChatModel(() => ({}));
  const again = await askAbout(chat, newMessages(21), { answers });
  expect(chat.calls.map(textsOf)).toEqual([[newMessage(21).text]]);
  const answersOf = (outcomes: typeof first.outcomes) => outcomes.map((outcome) => 'answer' in outcome && outcome.answer);
  expect(answersOf(again.outcomes.slice(0, 20))).toEqual(answersOf(first.outcomes));
  expect(
    again.outcomes.filter((outcome) => 'answer' in outcome && outcome.costUsd === 0 && outcome.usage?.inputTokens === 0),
  ).toHaveLength(20);
});

test('without the cache everything is asked again', async () => {
  const answers = memoryAnswers();
  await askAbout(
    scriptedChatModel(() => ({})),
    newMessages(3),
    { answers },
  );
  const chat = scriptedChatModel(() => ({}));
  await askAbout(chat, newMessages(3), { answers, useCache: false });
  expect(chat.calls).toHaveLength(1);
});

test('shares of a call sum up to its bill', async () => {
  const price = { input: 1, cachedInput: 0.1, cacheWrite: 1, output: 8, batchShare: 0.5 };
  const chat = scriptedChatModel(() => ({}), { price });
  const { outcomes } = await askAbout(chat, newMessages(7));
  const answered = outcomes.flatMap((outcome) => ('answer' in outcome ? [outcome] : []));
  expect(answered.reduce((sum, { usage }) => sum + (usage?.inputTokens ?? 0), 0)).toBe(640);
  expect(answered.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0)).toBeCloseTo((240 + 400 * 0.1 + 210 * 8) / 1e6, 12);
});

test('only what an answer left out is asked again, and only once', async () => {
  const chat = scriptedChatModel(({ items }) => ({ text: goodText(items.filter(({ text }) => !text.includes('number 3 '))) }));
  const { outcomes } = await askAbout(chat, newMessages(8));
  expect(chat.calls.map(({ items }) => items.length)).toEqual([8, 1, 1]);
  expect(failuresOf(outcomes)).toEqual({ 'tg:1:post:3': 'model_answer_invalid' });
});

test('whole answers of a cut text count, the rest is asked again in smaller company', async () => {
  const chat = scriptedChatModel(({ number, items }) => {
    const text = goodText(items);
    return number === 1 ? { text: text.slice(0, text.length * 0.7), finishReason: 'length' } : {};
  });
  const { outcomes } = await askAbout(chat, newMessages(8));
  expect(chat.calls.map(({ items }) => items.length)).toEqual([8, 3]);
  expect(failuresOf(outcomes)).toEqual({});
});

test('a message that is cut off alone gets twice the limit once, then fails', async () => {
  const chat = scriptedChatModel(() => ({ text: '{"answers":[{"id":1,"title":"Cut o', finishReason: 'length' }));
  const { outcomes } = await askAbout(chat, newMessages(1), { maxOutputTokens: 1_000 });
  const [first, second, ...others] = chat.calls.map(({ request }) => request.maxOutputTokens);
  expect(first).toBeLessThanOrEqual(1_000);
  expect([second, others]).toEqual([2_000, []]);
  expect(failuresOf(outcomes)).toEqual({ 'tg:1:post:1': 'model_truncated' });
});

test('an answer that is no JSON is shown to the model with what is wrong', async () => {
  const chat = scriptedChatModel(({ number }) => (number === 1 ? { text: 'Here are my descriptions!' } : {}));
  const { outcomes } = await askAbout(chat, newMessages(3));
  expect(chat.calls[1]?.request.repair).toMatchObject({
    answer: 'Here are my descriptions!',
    problem: expect.stringContaining('id 2: is missing'),
  });
  expect(chat.calls).toHaveLength(2);
  expect(failuresOf(outcomes)).toEqual({});
  const inputTokens = outcomes.map((outcome) => ('answer' in outcome ? (outcome.usage?.inputTokens ?? 0) : 0));
  expect(inputTokens.reduce((sum, tokens) => sum + tokens)).toBe(2 * 560);
});

test('a single message whose answer stays malformed fails after one question about it', async () => {
  const chat = scriptedChatModel(() => ({ text: 'no' }));
  const { outcomes } = await askAbout(chat, newMessages(1));
  expect(chat.calls).toHaveLength(2);
  expect(failuresOf(outcomes)).toEqual({ 'tg:1:post:1': 'model_answer_invalid' });
});

test('after a refusal only the message that is refused fails', async () => {
  const chat = scriptedChatModel(({ items }) =>
    items.some(({ text }) => text.includes('number 6 ')) ? { text: '', finishReason: 'refusal' } : {},
  );
  const { outcomes } = await askAbout(chat, newMessages(8));
  expect(failuresOf(outcomes)).toEqual({ 'tg:1:post:6': 'model_refused' });
  expect(outcomes).toHaveLength(8);
  expect(chat.calls).toHaveLength(7);
});

test('a request that is not accepted is halved once', async () => {
  const chat = scriptedChatModel(({ items }) =>
    items.length > 4 ? new TgParserError('model_request_invalid', 'too long') : {},
  );
  const halved = await askAbout(chat, newMessages(8));
  expect(failuresOf(halved.outcomes)).toEqual({});
  const never = scriptedChatModel(() => new TgParserError('model_request_invalid', 'no such field'));
  const failed = await askAbout(never, newMessages(8));
  expect(never.calls).toHaveLength(3);
  expect(Object.values(failuresOf(failed.outcomes))).toEqual(Array(8).fill('model_request_invalid'));
});

test.each(['model_overloaded', 'model_timeout', 'model_unreachable'] as const)(
  '%s after all attempts fails the items of the call, and the others go on',
  async (code) => {
    const chat = scriptedChatModel(({ number }) => (number === 1 ? new TgParserError(code, 'down', { retryable: true }) : {}));
    const { outcomes, error } = await askAbout(chat, newMessages(16));
    expect(error).toBeNull();
    expect(Object.values(failuresOf(outcomes))).toEqual(Array(8).fill(code));
    expect(outcomes).toHaveLength(16);
  },
);

test.each([
  'model_unauthorized',
  'model_billing',
  'model_quota',
  'model_unknown',
  'model_failing',
  'model_rate_limited',
  'budget_reached',
  'storage_full',
] as const)('%s ends the run after the calls under way', async (code) => {
  const chat = scriptedChatModel(async ({ number }) => {
    if (number === 2) {
      return new TgParserError(code, 'no');
    }
    await delay(5);
    return {};
  });
  const { outcomes, error } = await askAbout(chat, newMessages(400), { concurrency: 3 });
  expect(error).toMatchObject({ code });
  expect(chat.calls).toHaveLength(3);
  expect(outcomes).toHaveLength(16);
  expect(failuresOf(outcomes)).toEqual({});
});

test('an abort begins no call more, and hands out what was under way', async () => {
  const stop = new AbortController();
  const chat = scriptedChatModel(async ({ number }) => {
    if (number === 3) {
      stop.abort();
    }
    await delay(2);
    return {};
  });
  const { outcomes, error } = await askAbout(chat, newMessages(400), { concurrency: 2, signal: stop.signal });
  expect(error).toBeNull();
  expect(chat.calls.length).toBeLessThanOrEqual(4);
  expect(outcomes).toHaveLength(chat.calls.length * 8);
});

test('an abort while a call waits for its turn ends quietly', async () => {
  const stop = new AbortController();
  const chat = scriptedChatModel(({ number, request }) => {
    if (number === 1) {
      return {};
    }
    stop.abort();
    expect(request.signal?.aborted).toBe(true);
    return new TgParserError('interrupted', 'the wait ended');
  });
  const { outcomes, error } = await askAbout(chat, newMessages(40), { signal: stop.signal });
  expect(error).toBeNull();
  expect(outcomes).toHaveLength(8);
});

test('who asked for no abort is told of an interruption', async () => {
  const chat = scriptedChatModel(() => new TgParserError('interrupted', 'stopped from elsewhere'));
  expect((await askAbout(chat, newMessages(40))).error).toMatchObject({ code: 'interrupted' });
});

test('an error that nobody foresaw ends the run as it is', async () => {
  const defect = new TypeError('undefined is not a function');
  expect(
    (
      await askAbout(
        scriptedChatModel(() => defect),
        newMessages(40),
      )
    ).error,
  ).toBe(defect);
});

test('requests name their purpose and the budget of the run', async () => {
  const chat = scriptedChatModel(() => ({}));
  await askAbout(chat, newMessages(3), { budgetUsd: 1.5 });
  expect(chat.calls[0]?.request).toMatchObject({
    budgetUsd: 1.5,
    purpose: {
      runId: 'run-1',
      step: 'process',
      channelId: '1',
      task: 'describe_messages',
      promptId: expect.stringMatching(/^sha256:/),
      items: 3,
    },
  });
});

test('messages with the same text fail together', async () => {
  const chat = scriptedChatModel(() => ({ text: '', finishReason: 'refusal' }));
  const { outcomes } = await askAbout(
    chat,
    [1, 2, 3].map((id) => newMessage(id, 'the same words')),
  );
  expect(Object.values(failuresOf(outcomes))).toEqual(Array(3).fill('model_refused'));
  expect(chat.calls).toHaveLength(1);
});

test('bad answers make calls smaller, good ones larger again', async () => {
  const chat = scriptedChatModel(({ number, items }) =>
    number <= 3 ? { text: goodText(items).slice(0, 150), finishReason: 'length' } : {},
  );
  const { outcomes } = await askAbout(chat, newMessages(100));
  const sizes = chat.calls.map(({ items }) => items.length);
  expect(Math.max(...sizes.slice(3, 6))).toBeLessThanOrEqual(4);
  expect(Math.max(...sizes.slice(6))).toBe(8);
  expect(failuresOf(outcomes)).toEqual({});
});

test('answers are kept before they are handed out, and an error in doing so loses none', async () => {
  const answers = memoryAnswers();
  answers.saveAnswers = async () => {
    throw new TgParserError('storage_full', 'full');
  };
  const { outcomes, error } = await askAbout(
    scriptedChatModel(() => ({})),
    newMessages(80),
    { answers },
  );
  expect(error).toMatchObject({ code: 'storage_full' });
  expect(outcomes.length).toBeGreaterThanOrEqual(8);
});

test('an error of the source comes after what was under way', async () => {
  async function* source() {
    yield* newMessages(70);
    throw new TgParserError('storage_busy', 'busy');
  }
  const { outcomes, error } = await askAbout(
    scriptedChatModel(() => ({})),
    source(),
  );
  expect(error).toMatchObject({ code: 'storage_busy' });
  expect(outcomes.length).toBeGreaterThan(0);
});

test('a source is read as far as calls need it', async () => {
  let taken = 0;
  function* endless() {
    for (;;) {
      taken += 1;
      yield newMessage(taken);
    }
  }
  const stop = new AbortController();
  const chat = scriptedChatModel(({ number }) => {
    if (number === 10) {
      stop.abort();
    }
    return {};
  });
  await askAbout(chat, endless(), { concurrency: 2, signal: stop.signal });
  expect(taken).toBeLessThan(10 * 8 + 64 + 2 * 8 * 4);
});

test('an endless source of one message does not fill the memory', async () => {
  let taken = 0;
  function* endless() {
    for (;;) {
      taken += 1;
      yield newMessage(taken, 'thanks to all of you');
    }
  }
  const stop = new AbortController();
  const chat = scriptedChatModel(() => {
    stop.abort();
    return {};
  });
  await askAbout(chat, endless(), { signal: stop.signal });
  expect(taken).toBeLessThan(200);
});

test('whoever stops fetching waits for the calls under way, and the source is told', async () => {
  let isClosed = false;
  async function* source() {
    try {
      yield* newMessages(1_000);
    } finally {
      isClosed = true;
    }
  }
  const chat = scriptedChatModel(() => ({}));
  const answers = memoryAnswers();
  const model = await newLanguageModel(chat, { answers });
  const purpose = { runId: 'run-1', step: 'process', channelId: '1' } as const;
  for await (const _ of model.answer(describeMessages, source(), { purpose, concurrency: 3 })) {
    break;
  }
  expect(isClosed).toBe(true);
  expect(answers.kept.size).toBe(chat.calls.length * 8);
});

test('an answer about a message that was not asked about is ignored', async () => {
  const chat = scriptedChatModel(({ items }) => ({
    text: JSON.stringify({ answers: [...items, { id: 99, text: 'x' }, { id: 0, text: 'y' }].map(goodEntry) }),
  }));
  const { outcomes } = await askAbout(chat, newMessages(4));
  expect(outcomes).toHaveLength(4);
  expect(chat.calls).toHaveLength(1);
});
