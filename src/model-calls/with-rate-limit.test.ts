import { setMaxListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { ModelFacts, ObservedLimits } from '../ports/callable-model.ts';
import type { ChatAnswer, ChatModel } from '../ports/chat-model.ts';
import type { ModelLimitStore } from '../ports/model-limit-store.ts';
import { chatModel, modelError } from './__fixtures__/layer-chat-model.ts';
import { memoryLimitStore } from './__fixtures__/layer-limit-store.ts';
import { memoryLog } from './__fixtures__/layer-log.ts';
import { chatAnswer, chatRequest } from './__fixtures__/layer-request.ts';
import { rateLimitedServer, type ServerOptions } from './__fixtures__/layer-server.ts';
import { beginOfTime, createVirtualTime, type VirtualTime } from './__fixtures__/layer-time.ts';
import type { ModelWait } from './model-wait.ts';
import { withRateLimit } from './with-rate-limit.ts';
import { withRetry } from './with-retry.ts';

const key = 'acme:big-1';
const retryPolicy = { maxAttempts: 5, baseInMs: 1000, maxInMs: 60_000, jitter: 0.3 };

function limited(
  inner: ChatModel,
  time: VirtualTime,
  limitStore: ModelLimitStore,
  onWait?: (wait: ModelWait) => void,
): ChatModel {
  return withRateLimit(inner, { limitStore, clock: time.clock, delay: time.delay, log: memoryLog(), onWait });
}

/** The store, and how often it was asked for what. */
function counting(store: ModelLimitStore) {
  const counts = { reads: 0, updates: 0 };
  const limitStore: ModelLimitStore = {
    list: () => store.list(),
    read(name) {
      counts.reads += 1;
      return store.read(name);
    },
    update(name, change) {
      counts.updates += 1;
      return store.update(name, change);
    },
  };
  return { counts, limitStore };
}

/** A model that tells limits and answers after 50 ms. */
function slowModel(time: VirtualTime, limits: ObservedLimits | null = null, facts: Partial<ModelFacts> = {}) {
  return chatModel(async ({ onLimits }) => {
    await time.delay(50);
    if (limits) {
      onLimits?.(limits);
    }
    return chatAnswer();
  }, facts);
}

const perMinute = (limit: number) => ({ limit, remaining: null, resetsInMs: null });

/** Calls without a pause, `workers` at a time in each process, for so long. */
async function callFor(
  inMs: number,
  { time, processes, workers }: { time: VirtualTime; processes: ChatModel[]; workers: number },
) {
  const end = time.now() + inMs;
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  const work = async (model: ChatModel) => {
    while (time.now() < end) {
      await model.complete(chatRequest({ signal: controller.signal })).catch(() => undefined);
    }
  };
  const ending = time.delay(inMs).then(() => controller.abort());
  await time.run(Promise.all([ending, ...processes.flatMap((model) => Array.from({ length: workers }, () => work(model)))]));
}

describe('a server that allows 600 requests a minute', () => {
  const usual: ServerOptions = { requestsPerMinute: 600, capacity: 600, latencyInMs: 50, namesLimits: true };
  const scenes: [title: string, server: ServerOptions, processes: number, workers: number][] = [
    ['one process, 20 calls at a time', usual, 1, 20],
    ['four processes, 20 calls at a time each', usual, 4, 20],
    ['eight processes with slow calls', { ...usual, latencyInMs: 4000 }, 8, 20],
    ['four processes, and a server that counts in short spans', { ...usual, capacity: 40 }, 4, 8],
  ];
  for (const [title, options, processCount, workers] of scenes) {
    it(`${title}: nine tenths of it are used, and less than one call in a hundred is refused`, async () => {
      const time = createVirtualTime();
      const limitStore = memoryLimitStore();
      const server = rateLimitedServer(time, options);
      const retry = { policy: retryPolicy, delay: time.delay, log: memoryLog(), random: () => 0.5 };
      const processes = Array.from({ length: processCount }, () =>
        withRetry(limited(server.connect(), time, limitStore), retry),
      );
      await callFor(180_000, { time, processes, workers });
      const { answered, refused } = server.counts;
      expect(answered).toBeGreaterThanOrEqual(0.9 * 3 * 600);
      expect(refused / (answered + refused)).toBeLessThan(0.01);
    });
  }

  it('and names neither the limit nor a time: it is found out, and nine tenths of it are used', async () => {
    const time = createVirtualTime();
    const limitStore = memoryLimitStore();
    const server = rateLimitedServer(time, { ...usual, capacity: 60, namesLimits: false, namesRetryAfter: false });
    const processes = Array.from({ length: 3 }, () =>
      withRetry(limited(server.connect(), time, limitStore), {
        policy: retryPolicy,
        delay: time.delay,
        log: memoryLog(),
        random: () => 0.5,
      }),
    );
    await callFor(180_000, { time, processes, workers: 8 });
    expect(server.counts.answered).toBeGreaterThanOrEqual(0.9 * 3 * 600);
    expect(server.counts.refused).toBeLessThan(0.03 * server.counts.answered);
  });
});

describe('what it costs', () => {
  it('without limits: no write, one read a second', async () => {
    const time = createVirtualTime();
    const { counts, limitStore } = counting(memoryLimitStore());
    const inner = slowModel(time);
    await callFor(4000, { time, processes: [limited(inner, time, limitStore)], workers: 10 });
    expect(inner.calls.length).toBeGreaterThan(700);
    expect(counts.updates).toBe(0);
    expect(counts.reads).toBeLessThanOrEqual(5);
  });

  it('with limits far away: no call waits, at most one write a call', async () => {
    const time = createVirtualTime();
    const { counts, limitStore } = counting(memoryLimitStore());
    const inner = slowModel(time, { requests: perMinute(100_000), tokens: perMinute(100_000_000) });
    const begin = time.now();
    const model = limited(inner, time, limitStore);
    for (let round = 0; round < 10; round += 1) {
      await time.run(Promise.all(Array.from({ length: 20 }, () => model.complete(chatRequest()))));
    }
    expect(time.now() - begin).toBe(500);
    expect(counts.updates).toBeLessThanOrEqual(inner.calls.length);
  });
});

describe('limits', () => {
  it('are told to the caller, too, and known to the next process from its first call', async () => {
    const time = createVirtualTime();
    const limitStore = memoryLimitStore();
    const limits = { requests: perMinute(60), tokens: null };
    const told: ObservedLimits[] = [];
    const first = limited(slowModel(time, limits), time, limitStore);
    await time.run(first.complete(chatRequest({ onLimits: (observed) => told.push(observed) })));
    expect(told).toEqual([limits]);
    expect(await limitStore.read(key)).toMatchObject({ requestsPerMinute: 60 });

    const begin = time.now();
    const next = limited(slowModel(time), time, limitStore);
    await time.run(Promise.all([next.complete(chatRequest()), next.complete(chatRequest()), next.complete(chatRequest())]));
    expect(time.now() - begin).toBeGreaterThan(1000);
  });

  it('of tokens count what was used: input and output, not the room for the answer', async () => {
    const time = createVirtualTime();
    const limitStore = memoryLimitStore();
    const model = limited(slowModel(time, { requests: null, tokens: perMinute(60_000) }), time, limitStore);
    await time.run(model.complete(chatRequest()));
    const begin = time.now();
    // 1,000 tokens are set aside for each call and 600 used: 60 calls of 600 take 36 s at the pace, 15 s of it in advance.
    for (let call = 0; call < 60; call += 1) {
      await time.run(model.complete(chatRequest()));
    }
    expect(time.now() - begin).toBeGreaterThan(20_000);
    expect(time.now() - begin).toBeLessThan(24_000);
  });
});

it('room for reasoning is set aside, too, as the provider does', async () => {
  const waitOf = async (reasoningTokens: number) => {
    const time = createVirtualTime();
    const inner = slowModel(time, { requests: null, tokens: perMinute(60_000) }, { reasoningTokens });
    const model = limited(inner, time, memoryLimitStore());
    await time.run(model.complete(chatRequest()));
    const begin = time.now();
    await time.run(Promise.all(Array.from({ length: 6 }, () => model.complete(chatRequest()))));
    return time.now() - begin;
  };
  expect(await waitOf(0)).toBeLessThan(1_000);
  expect(await waitOf(12_000)).toBeGreaterThan(10_000);
});

describe('a refusal by the server', () => {
  it('stops all processes for as long as it says, and is shown', async () => {
    const time = createVirtualTime();
    const limitStore = memoryLimitStore();
    const refused = chatModel(() => {
      throw modelError('model_rate_limited', { retryAfterMs: 20_000 });
    });
    await expect(limited(refused, time, limitStore).complete(chatRequest())).rejects.toMatchObject({ retryAfterMs: 20_000 });
    const begin = time.now();
    const waits: ModelWait[] = [];
    const other = slowModel(time);
    await time.run(limited(other, time, limitStore, (wait) => waits.push(wait)).complete(chatRequest()));
    expect(time.now() - begin).toBe(20_050);
    expect(waits).toEqual([{ provider: 'acme', model: 'big-1', code: 'model_rate_limited', waitInMs: 20_000 }]);
  });

  it('for longer than five minutes ends calls of all processes without asking it', async () => {
    const time = createVirtualTime();
    const limitStore = memoryLimitStore();
    const refused = chatModel(() => {
      throw modelError('model_rate_limited', { retryAfterMs: 3_600_000 });
    });
    await expect(limited(refused, time, limitStore).complete(chatRequest())).rejects.toMatchObject({
      code: 'model_rate_limited',
    });
    const other = slowModel(time);
    await expect(limited(other, time, limitStore).complete(chatRequest())).rejects.toMatchObject({
      code: 'model_rate_limited',
      message: 'acme:big-1 lets no calls through before 2026-01-15T13:00:00Z',
    });
    expect(other.calls).toEqual([]);
  });

  it('holds for calls that are just asking for their place', async () => {
    const time = createVirtualTime();
    const store = memoryLimitStore();
    await store.update(key, (state) => ({ state: { ...state, requestsPerMinute: 60_000 }, result: undefined }));
    const slowStore: ModelLimitStore = {
      ...store,
      async update(name, change) {
        const result = await store.update(name, change);
        await time.delay(30);
        return result;
      },
    };
    const startedAt: number[] = [];
    const inner = chatModel(async (_, call) => {
      startedAt.push(time.now() - beginOfTime);
      await time.delay(50);
      if (call === 1) {
        throw modelError('model_rate_limited', { retryAfterMs: 10_000 });
      }
      return chatAnswer();
    });
    const model = limited(inner, time, slowStore);
    const first = model.complete(chatRequest());
    // Refused after 80 ms, when this one has asked and not been told.
    const second = time.delay(60).then(() => model.complete(chatRequest()));
    await time.run(Promise.allSettled([first, second]));
    expect(startedAt[0]).toBe(30);
    expect(startedAt[1]).toBeGreaterThanOrEqual(10_080);
  });

  it('is what the caller gets, even if the others cannot be told', async () => {
    const time = createVirtualTime();
    const store = memoryLimitStore();
    const broken: ModelLimitStore = { ...store, update: () => Promise.reject(new TgParserError('storage_full', 'full')) };
    const log = memoryLog();
    const inner = chatModel(() => {
      throw modelError('model_rate_limited');
    });
    const model = withRateLimit(inner, { limitStore: broken, clock: time.clock, delay: time.delay, log });
    await expect(model.complete(chatRequest())).rejects.toMatchObject({ code: 'model_rate_limited' });
    expect(log.lines).toEqual([{ level: 'warn', event: 'model_limits_not_shared', fields: { key, code: 'storage_full' } }]);
  });
});

it('an overloaded provider gets half as many calls at a time, then one more after each round that went well', async () => {
  const time = createVirtualTime();
  const waiting: { answer: (answer: ChatAnswer) => void; fail: (error: unknown) => void }[] = [];
  const inner = chatModel(() => new Promise<ChatAnswer>((answer, fail) => waiting.push({ answer, fail })));
  const model = limited(inner, time, memoryLimitStore());
  const calls = Array.from({ length: 40 }, () => model.complete(chatRequest()).catch(() => undefined));
  const settled = () => new Promise(setImmediate);
  await settled();
  expect(inner.calls).toHaveLength(40);

  time.pass(50);
  for (const { fail } of waiting.splice(0)) {
    fail(modelError('model_overloaded'));
  }
  await Promise.all(calls);
  const more = Array.from({ length: 100 }, () => model.complete(chatRequest()));
  const widths: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    await settled();
    widths.push(waiting.length);
    for (const { answer } of waiting.splice(0)) {
      answer(chatAnswer());
    }
  }
  expect(widths).toEqual([20, 21, 22, 23]);
  await settled();
  for (const { answer } of waiting.splice(0)) {
    answer(chatAnswer());
  }
  await Promise.all(more);
});

it('who is stopped while waiting makes no call', async () => {
  const time = createVirtualTime();
  const limitStore = memoryLimitStore();
  await limitStore.update(key, (state) => ({
    state: { ...state, blockedUntil: time.now() + 60_000, blockedBy: 'model_rate_limited' },
    result: undefined,
  }));
  const inner = slowModel(time);
  const controller = new AbortController();
  const call = limited(inner, time, limitStore).complete(chatRequest({ signal: controller.signal }));
  controller.abort();
  await expect(call).rejects.toMatchObject({ code: 'interrupted' });
  expect(inner.calls).toEqual([]);
});
