import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openTemporaryDatabases } from '../../../test/contract/open-temporary-databases.ts';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import { describeMessages, type MessageToDescribe } from '../../ports/describe-messages.ts';
import type { BatchProgress, LanguageModel } from '../../ports/language-model.ts';
import type { ModelBatch } from '../../ports/model-batch-store.ts';
import type { BudgetLimit } from '../../ports/model-call-store.ts';
import { newMessage, newMessages } from '../__fixtures__/ask-about.ts';
import { type ScriptedBatches, scriptedBatches } from '../__fixtures__/scripted-batches.ts';
import { scriptedChatModel } from '../__fixtures__/scripted-chat-model.ts';
import { createChatLanguageModel } from '../create-chat-language-model.ts';
import { loadPrompts } from '../load-prompts.ts';

const purpose = { runId: 'run-1', step: 'process', channelId: '1' } as const;
const price = { input: 2, cachedInput: 2, cacheWrite: 2, output: 10, batchShare: 0.5 };
const overloaded = () => new TgParserError('model_overloaded', 'busy', { retryable: true });

interface Desk {
  model: LanguageModel;
  batches: ScriptedBatches;
  chat: ReturnType<typeof scriptedChatModel>;
  stores: Awaited<ReturnType<typeof openTemporaryDatabases>>;
  now: { inMs: number };
  fill(messages: readonly MessageToDescribe[], options?: FillOptions): Promise<BatchProgress | null>;
  /** Items that are asked directly afterwards. */
  askedDirectly(messages: readonly MessageToDescribe[]): Promise<number>;
}

interface FillOptions {
  signal?: AbortSignal;
  budgetUsd?: number;
  runId?: string;
}

/** A model with batches on real databases; waits pass at once. */
async function openDesk(batches = scriptedBatches(), { limits }: { limits?: BudgetLimit[] } = {}): Promise<Desk> {
  const stores = await openTemporaryDatabases();
  const now = { inMs: Date.parse('2026-01-01T00:00:00Z') };
  const chat = scriptedChatModel(() => ({}), { price });
  let keys = 0;
  const model = createChatLanguageModel({
    chat,
    prompts: await loadPrompts(null),
    calls: stores.modelCallStore,
    log: { log: () => {} },
    options: { maxOutputTokens: 4_096 },
    batches: {
      batches,
      batchStore: stores.modelBatchStore,
      callStore: stores.modelCallStore,
      limits: ({ purpose: { runId }, budgetUsd }) =>
        limits ?? (budgetUsd == null ? [] : [{ kind: 'run', runId, usd: budgetUsd }]),
      clock: { now: () => new Date(now.inMs) },
      delay: async (inMs) => {
        now.inMs += inMs;
        await nextTurn();
      },
      newKey: () => {
        keys += 1;
        return `key-${now.inMs}-${keys}`;
      },
      policy: { maxAttempts: 3, baseInMs: 1_000, maxInMs: 10_000, jitter: 0 },
      longestPollInMs: 60_000,
    },
  });
  return {
    ...{ model, batches, chat, stores, now },
    async fill(messages, { runId = 'run-1', ...options } = {}) {
      let last: BatchProgress | null = null;
      for await (const progress of model.batches?.fill(describeMessages, messages, {
        purpose: { ...purpose, runId },
        ...options,
      }) ?? []) {
        last = progress;
      }
      return last;
    },
    async askedDirectly(messages) {
      const before = chat.calls.length;
      for await (const _some of model.answer(describeMessages, messages, { purpose, concurrency: 1 })) {
        // Only the calls count.
      }
      return chat.calls.slice(before).reduce((sum, { items }) => sum + items.length, 0);
    },
  };
}

const open = (desk: Desk) => desk.stores.modelBatchStore.open('1');
const usage = async (desk: Desk) => (await desk.stores.modelCallStore.usage({}))[0];

test('what batches answered is not asked again, and costs the price of batches', async () => {
  const desk = await openDesk();
  const messages = newMessages(100);
  const progress = await desk.fill(messages);
  expect(progress).toMatchObject({
    submitted: 1,
    fetched: 1,
    abandoned: 0,
    open: 0,
    requests: 13,
    completedRequests: 13,
    answeredItems: 100,
  });
  expect(await desk.askedDirectly(messages)).toBe(0);
  const bill = await usage(desk);
  expect(bill).toMatchObject({ calls: 13, failedCalls: 0, items: 100 });
  const direct = ((bill?.inputTokens ?? 0) * 2 + (bill?.outputTokens ?? 0) * 10) / 1e6;
  expect(bill?.costUsd).toBeCloseTo(direct / 2, 9);
  expect(progress?.costUsd).toBeCloseTo(direct / 2, 9);
  expect(await open(desk)).toEqual([]);
  expect(await desk.fill(messages)).toMatchObject({ submitted: 0, requests: 0 });
});

test('requests are packed as direct calls are; twins are asked about once', async () => {
  const desk = await openDesk();
  const messages = newMessages(20);
  await desk.fill([...messages, ...messages.map((message) => ({ ...message, id: `${message.id}0` }))]);
  const [batch] = desk.batches.submitted.values();
  const other = await openDesk();
  await other.askedDirectly(messages);
  expect([...(batch?.requests.values() ?? [])].map(({ data }) => data)).toEqual(
    other.chat.calls.map(({ request }) => request.data),
  );
});

test('ids of requests begin with the key of their batch and fit every provider', async () => {
  const desk = await openDesk();
  await desk.fill(newMessages(30));
  for (const { batchKey, requests } of desk.batches.submitted.values()) {
    for (const id of requests.keys()) {
      expect(id.startsWith(batchKey)).toBe(true);
      expect(id).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
    }
  }
});

test('what a batch does not bring in a form that can be used is left to direct calls', async () => {
  const script = [
    () => ({ text: 'no JSON' }),
    () => overloaded(),
    () => null,
    () => ({ finishReason: 'length' as const, text: '{"answers":[{"id":1,"title":"Only the first","tags":[]},{"id":2,"ti' }),
  ];
  const desk = await openDesk(scriptedBatches((_, place) => (script[place] ?? (() => ({})))()));
  const messages = newMessages(48);
  expect(await desk.fill(messages)).toMatchObject({ fetched: 1, answeredItems: 17 });
  expect(await usage(desk)).toMatchObject({ calls: 5, failedCalls: 1 });
  expect(await desk.askedDirectly(messages)).toBe(48 - 17);
});

test.each(['expired', 'cancelled', 'failed'] as const)('of a batch that is %s, what it has is taken', async (end) => {
  const batches = scriptedBatches((_, place) => (place < 3 ? {} : null));
  batches.end = end;
  const desk = await openDesk(batches);
  const messages = newMessages(48);
  expect(await desk.fill(messages)).toMatchObject({ fetched: 1, answeredItems: 24 });
  expect(await desk.askedDirectly(messages)).toBe(24);
});

test('a batch without any result is abandoned, and nothing stays set aside for it', async () => {
  const batches = scriptedBatches(() => null);
  const desk = await openDesk(batches);
  const messages = newMessages(16);
  expect(await desk.fill(messages, { budgetUsd: 5 })).toMatchObject({ fetched: 0, abandoned: 1 });
  expect(await desk.stores.modelCallStore.spentUsd({ kind: 'run', runId: 'run-1', usd: 5 })).toBe(0);
  expect(await open(desk)).toEqual([]);
});

test('an abort leaves the batch at the provider; the next run fetches it instead of ordering again', async () => {
  const desk = await openDesk();
  desk.batches.end = 'running';
  const abort = new AbortController();
  const messages = newMessages(30);
  const waiting = desk.fill(messages, { signal: abort.signal });
  await expect.poll(async () => (await open(desk))[0]?.state).toBe('running');
  abort.abort();
  expect(await waiting).toMatchObject({ open: 1, fetched: 0 });
  desk.batches.end = 'ended';
  expect(await desk.fill(messages, { runId: 'run-2' })).toMatchObject({ submitted: 0, fetched: 1, answeredItems: 30 });
  expect(desk.batches.submitted.size).toBe(1);
  expect(await desk.stores.modelCallStore.usage({ runId: 'run-2' })).toEqual([]);
});

test('a batch whose id was not noted is found again', async () => {
  const desk = await openDesk();
  desk.batches.fail.afterSubmit = new TgParserError('internal', 'killed');
  const messages = newMessages(30);
  await expect(desk.fill(messages)).rejects.toThrow('killed');
  expect(await open(desk)).toMatchObject([{ batchId: null, state: 'submitting' }]);
  desk.batches.fail = {};
  expect(await desk.fill(messages)).toMatchObject({ submitted: 0, fetched: 1, answeredItems: 30 });
  expect(desk.batches.submitted.size).toBe(1);
});

test('a batch that was noted and not handed in is given up, with what was set aside for it', async () => {
  const desk = await openDesk();
  desk.batches.fail.submit = new TgParserError('internal', 'killed');
  await expect(desk.fill(newMessages(30), { budgetUsd: 5 })).rejects.toThrow('killed');
  const limit = { kind: 'run', runId: 'run-1', usd: 5 } as const;
  expect(await desk.stores.modelCallStore.spentUsd(limit)).toBeGreaterThan(0);
  desk.batches.fail = {};
  expect(await desk.fill([])).toMatchObject({ submitted: 0 });
  expect(await desk.stores.modelCallStore.spentUsd(limit)).toBe(0);
  expect(await open(desk)).toEqual([]);
});

test('an attempt of which nobody knows what became of it is looked for before the next one', async () => {
  const desk = await openDesk();
  desk.batches.fail.afterSubmit = new TgParserError('model_timeout', 'no answer', { retryable: true });
  expect(await desk.fill(newMessages(30))).toMatchObject({ submitted: 1, fetched: 1 });
  expect(desk.batches.submitted.size).toBe(1);
});

test('a provider that does not take batches is not asked twice; all is left to direct calls', async () => {
  const desk = await openDesk();
  desk.batches.fail.submit = new TgParserError('model_request_invalid', 'no such path');
  const messages = newMessages(30);
  expect(await desk.fill(messages, { budgetUsd: 5 })).toMatchObject({ submitted: 0, abandoned: 1 });
  expect(await desk.stores.modelCallStore.spentUsd({ kind: 'run', runId: 'run-1', usd: 5 })).toBe(0);
  expect(await desk.askedDirectly(messages)).toBe(30);
});

test.each(['model_unauthorized', 'model_billing', 'model_quota'] as const)(
  '%s ends the run, and nothing stays open',
  async (code) => {
    const desk = await openDesk();
    desk.batches.fail.submit = new TgParserError(code, 'refused');
    await expect(desk.fill(newMessages(30))).rejects.toMatchObject({ code });
    expect(await open(desk)).toEqual([]);
  },
);

test('a provider that cannot be reached is waited for, up to an hour, and the batch is kept', async () => {
  const desk = await openDesk();
  desk.batches.fail.state = overloaded();
  const begun = desk.now.inMs;
  await expect(desk.fill(newMessages(30))).rejects.toMatchObject({ code: 'model_overloaded' });
  expect(desk.now.inMs - begun).toBeGreaterThan(3_600_000);
  expect(desk.now.inMs - begun).toBeLessThan(3_800_000);
  expect(await open(desk)).toHaveLength(1);
  desk.batches.fail = {};
  expect(await desk.fill(newMessages(30))).toMatchObject({ submitted: 0, fetched: 1 });
});

test('results that were cut off are fetched again, and paid once', async () => {
  const desk = await openDesk();
  desk.batches.fail.results = new TgParserError('model_unreachable', 'cut', { retryable: true });
  const messages = newMessages(30);
  await expect(desk.fill(messages)).rejects.toMatchObject({ code: 'model_unreachable' });
  const before = await usage(desk);
  desk.batches.fail = {};
  expect(await desk.fill(messages)).toMatchObject({ fetched: 1, answeredItems: 30 });
  expect(await usage(desk)).toEqual(before);
});

test('a batch that the provider does not know is given up', async () => {
  const desk = await openDesk();
  desk.batches.fail.state = new TgParserError('model_unknown', 'no such batch');
  expect(await desk.fill(newMessages(30))).toMatchObject({ submitted: 1, fetched: 0, abandoned: 1 });
  expect(await open(desk)).toEqual([]);
});

test('a batch with the questions of another prompt is left alone until it is of no use to anybody', async () => {
  const desk = await openDesk();
  const foreign: ModelBatch = {
    ...{ batchKey: 'foreign', batchId: 'batch_9', runId: 'r', channelId: '1', provider: 'scripted', model: 'one', requests: 1 },
    task: 'describe_messages',
    promptId: 'sha256:other',
    submittedAt: '2026-01-01T00:00:00Z',
    state: 'running',
  };
  await desk.stores.modelBatchStore.add(foreign, []);
  await desk.fill(newMessages(3));
  expect(await open(desk)).toEqual([foreign]);
  desk.now.inMs += 15 * 86_400_000;
  await desk.fill([]);
  expect(await open(desk)).toEqual([]);
});

test('no budget is overshot: batches are as large as it allows, one after the other, until no request fits', async () => {
  const desk = await openDesk();
  const messages = newMessages(400);
  const budgetUsd = 0.05;
  const progress = await desk.fill(messages, { budgetUsd });
  const spent = await desk.stores.modelCallStore.spentUsd({ kind: 'run', runId: 'run-1', usd: budgetUsd });
  expect(progress?.submitted).toBeGreaterThan(1);
  expect(progress?.answeredItems).toBeGreaterThan(0);
  expect(progress?.answeredItems).toBeLessThan(400);
  expect(spent).toBeLessThanOrEqual(budgetUsd);
  expect(spent).toBeGreaterThan(budgetUsd / 2);
  expect(progress?.open).toBe(0);
});

test('many items are read while batches are under way, and no more than those hold', async () => {
  const desk = await openDesk();
  desk.batches.end = 'running';
  let read = 0;
  async function* stream() {
    for (; read < 400_000; read += 1) {
      yield newMessage(read);
    }
  }
  const abort = new AbortController();
  const steps: BatchProgress[] = [];
  for await (const progress of desk.model.batches?.fill(describeMessages, stream(), { purpose, signal: abort.signal }) ?? []) {
    steps.push(progress);
    abort.abort();
  }
  expect(steps.at(-1)).toMatchObject({ submitted: 8, open: 8, requests: 16_000 });
  expect(read).toBeLessThan(8 * 2_000 * 8 + 600);
}, 60_000);
