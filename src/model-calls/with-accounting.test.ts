import { describe, expect, it } from 'vitest';
import { freeOfCharge } from '../domain/model-price.ts';
import type { ModelFacts } from '../ports/callable-model.ts';
import type { ChatModel, ChatRequest } from '../ports/chat-model.ts';
import type { BudgetLimit } from '../ports/model-call-store.ts';
import { type MemoryCallStore, memoryCallStore } from './__fixtures__/layer-call-store.ts';
import { chatModel, modelError } from './__fixtures__/layer-chat-model.ts';
import { chatAnswer, chatRequest } from './__fixtures__/layer-request.ts';
import { beginOfTime, createVirtualTime, type VirtualTime } from './__fixtures__/layer-time.ts';
import { withAccounting } from './with-accounting.ts';

/** (600 · 2.50 + 400 · 10) / 1,000,000: the estimate at the price of writing the cache, and all the room for the answer. */
const mostUsd = 0.0055;
/** (500 · 2 + 100 · 10) / 1,000,000 */
const usualUsd = 0.002;

const ofRun = (usd: number): BudgetLimit => ({ kind: 'run', runId: 'run-1', usd });
const ofMonth = (usd: number): BudgetLimit => ({ kind: 'month', step: null, at: new Date(beginOfTime), usd });

interface Scene {
  complete?: Parameters<typeof chatModel>[0];
  facts?: Partial<ModelFacts>;
  limits?: BudgetLimit[];
  callStore?: MemoryCallStore;
  time?: VirtualTime;
}

function accounting({
  complete = () => chatAnswer(),
  facts = {},
  limits = [],
  callStore = memoryCallStore(),
  time = createVirtualTime(),
}: Scene = {}) {
  let ids = 0;
  const inner = chatModel(async (request, call) => {
    await time.delay(120);
    return await complete(request, call);
  }, facts);
  const model = withAccounting(inner, {
    callStore,
    clock: time.clock,
    delay: time.delay,
    newId: () => {
      ids += 1;
      return `call-${ids}-${callStore.reservations}`;
    },
    limits: () => limits,
  });
  return { time, inner, callStore, model, ask };

  function ask(request: Partial<ChatRequest> = {}) {
    return time.run(model.complete(chatRequest(request)));
  }
}

/** Calls until one is refused, `workers` at a time. */
async function exhaust(model: ChatModel, workers: number): Promise<unknown> {
  let refusal: unknown = null;
  const work = async () => {
    while (refusal === null) {
      await model.complete(chatRequest()).catch((error: unknown) => {
        refusal = error;
      });
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return refusal;
}

describe('every attempt is on the bill', () => {
  it('with whose it is, tokens, cost and duration, in one write', async () => {
    const { callStore, ask } = accounting();
    await ask();
    expect(callStore.reservations).toBe(0);
    expect(callStore.recorded).toEqual([
      {
        call: {
          callId: 'call-1-0',
          runId: 'run-1',
          step: 'process',
          channelId: '1999999999',
          provider: 'acme',
          model: 'big-1',
          task: 'describe_messages',
          promptId: 'sha256:0',
          via: 'direct',
          items: 1,
          startedAt: new Date(beginOfTime),
        },
        result: { outcome: 'answered', usage: chatAnswer().usage, costUsd: usualUsd, durationMs: 120 },
      },
    ]);
  });

  for (const [finishReason, outcome] of [
    ['stop', 'answered'],
    ['length', 'truncated'],
    ['refusal', 'refused'],
    ['other', 'answered'],
  ] as const) {
    it(`an answer that ended with "${finishReason}" as ${outcome}`, async () => {
      const { callStore, ask } = accounting({ complete: () => chatAnswer({ finishReason }) });
      await ask();
      expect(callStore.recorded[0]?.result).toMatchObject({ outcome, costUsd: usualUsd });
    });
  }

  it('an error by its code, and a defect of our own as such', async () => {
    const { callStore, ask } = accounting({
      complete: (_, call) => {
        throw call === 1 ? modelError('model_overloaded') : new TypeError('x is not a function');
      },
    });
    await expect(ask()).rejects.toMatchObject({ code: 'model_overloaded' });
    await expect(ask()).rejects.toBeInstanceOf(TypeError);
    expect(callStore.recorded.map(({ result }) => result)).toEqual([
      { outcome: 'model_overloaded', usage: null, costUsd: null, durationMs: 120 },
      { outcome: 'internal', usage: null, costUsd: null, durationMs: 120 },
    ]);
  });

  it('and what is not known is not zero', async () => {
    const unknownUsage = accounting({ complete: () => chatAnswer({ usage: null }) });
    await unknownUsage.ask();
    expect(unknownUsage.callStore.recorded[0]?.result).toMatchObject({ usage: null, costUsd: null });
    const unknownPrice = accounting({ facts: { price: null } });
    await unknownPrice.ask();
    expect(unknownPrice.callStore.recorded[0]?.result).toMatchObject({ usage: chatAnswer().usage, costUsd: null });
  });
});

describe('before a call, the most that it can cost is set aside', () => {
  for (const [title, scene, most] of [
    ['the estimate and the room for the answer', {}, mostUsd],
    ['and for reasoning', { facts: { reasoningTokens: 1000 } }, mostUsd + 0.01],
    ['but no more output than the model can give', { facts: { reasoningTokens: 1000, maxOutputTokens: 500 } }, mostUsd + 0.001],
  ] as const) {
    it(title, async () => {
      const enough = accounting({ ...scene, limits: [ofRun(most + 1e-9)] });
      await enough.ask();
      expect(enough.callStore.mostUsd).toBeCloseTo(most, 9);
      expect(await enough.callStore.spentUsd(ofRun(1))).toBe(usualUsd);

      const tooLittle = accounting({ ...scene, limits: [ofRun(most - 1e-9)] });
      await expect(tooLittle.ask()).rejects.toMatchObject({ code: 'budget_reached' });
      expect(tooLittle.inner.calls).toEqual([]);
      expect(tooLittle.callStore.recorded).toEqual([]);
    });
  }

  it('under a budget, what may be billed although nobody said so counts with the most', async () => {
    for (const code of ['model_timeout', 'model_unreachable', 'interrupted'] as const) {
      const { callStore, ask } = accounting({
        limits: [ofRun(1)],
        complete: () => {
          throw modelError(code);
        },
      });
      await expect(ask()).rejects.toMatchObject({ code });
      expect(callStore.recorded[0]?.result).toMatchObject({ outcome: code, usage: null, costUsd: mostUsd });
    }
    const silent = accounting({ limits: [ofRun(1)], complete: () => chatAnswer({ usage: null }) });
    await silent.ask();
    expect(silent.callStore.recorded[0]?.result.costUsd).toBe(mostUsd);
  });

  it('and what was refused before any work counts nothing', async () => {
    for (const code of ['model_rate_limited', 'model_overloaded', 'model_quota', 'model_unauthorized'] as const) {
      const { callStore, ask } = accounting({
        limits: [ofRun(1)],
        complete: () => {
          throw modelError(code);
        },
      });
      await expect(ask()).rejects.toMatchObject({ code });
      expect(await callStore.spentUsd(ofRun(1))).toBe(0);
    }
  });
});

describe('a budget', () => {
  for (const workers of [1, 20]) {
    it(`is never exceeded and used as far as the next call may cost, with ${workers} calls at a time`, async () => {
      const { time, callStore, model } = accounting({ limits: [ofRun(0.1)] });
      expect(await time.run(exhaust(model, workers))).toMatchObject({ code: 'budget_reached' });
      expect(callStore.mostUsd).toBeLessThanOrEqual(0.1);
      expect(await callStore.spentUsd(ofRun(0.1))).toBeGreaterThan(0.1 - mostUsd);
    });
  }

  it('that is reached says which, how much is gone, what the call could cost and what to do', async () => {
    const ofTheRun = accounting({ limits: [ofRun(0.006)] });
    await ofTheRun.ask();
    await expect(ofTheRun.ask()).rejects.toMatchObject({
      code: 'budget_reached',
      message:
        'The budget of $0.0060 for this run has no room for a call that can cost $0.0055: $0.0020 are spent or set aside',
      hint: expect.stringContaining('--budget'),
      retryable: false,
    });
    const ofProcessing = accounting({ limits: [ofRun(5), { ...ofMonth(0), kind: 'month', step: 'process' } as BudgetLimit] });
    await expect(ofProcessing.ask()).rejects.toMatchObject({
      message: expect.stringContaining('The budget of $0.00 for "process" in the month 2026-01'),
      hint: expect.stringContaining('LLM_BUDGET_USD'),
    });
  });

  it('is looked at again when a call ended while it was looked at', async () => {
    const time = createVirtualTime();
    const callStore = memoryCallStore();
    const { reserve } = callStore;
    callStore.reserve = async (...call) => {
      const answer = await reserve(...call);
      await time.delay(100);
      return answer;
    };
    const { model, inner } = accounting({ time, callStore, limits: [ofRun(0.008)] });
    const first = model.complete(chatRequest());
    // The first one ends after 220 ms, when the second one has looked and not been told.
    const second = time.delay(150).then(() => model.complete(chatRequest()));
    await time.run(Promise.all([first, second]));
    expect(inner.calls).toHaveLength(2);
  });

  it('shared with other processes is looked at again for some seconds: a call of theirs may give something back', async () => {
    const time = createVirtualTime();
    const callStore = memoryCallStore();
    const limits = [ofMonth(0.008)];
    const slow = accounting({
      time,
      callStore,
      limits,
      complete: async () => {
        await time.delay(3000);
        return chatAnswer();
      },
    });
    const other = accounting({ time, callStore, limits });
    await time.run(Promise.all([slow.model.complete(chatRequest()), other.model.complete(chatRequest())]));
    expect(time.now() - beginOfTime).toBeGreaterThanOrEqual(4000);
    expect(callStore.recorded).toHaveLength(2);
  });

  it('that is at its end is waited for once, not by every call', async () => {
    const { time, model } = accounting({ limits: [ofMonth(0.001)] });
    const calls = Array.from({ length: 20 }, () => model.complete(chatRequest()));
    const outcomes = await time.run(Promise.allSettled(calls));
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    expect(time.waits).toEqual([1000, 1000, 1000, 1000, 1000]);
  });

  it('cannot be kept without a price: no call is made', async () => {
    const { inner, ask } = accounting({ facts: { price: null }, limits: [ofRun(1)] });
    await expect(ask()).rejects.toMatchObject({
      code: 'setting_invalid',
      message: 'The price of acme:big-1 is not known, so that no budget can be kept',
      hint: expect.stringContaining('LLM_PRICE_INPUT'),
    });
    expect(inner.calls).toEqual([]);
  });

  it('does not keep a model from answering that costs nothing', async () => {
    const { callStore, ask } = accounting({ facts: { price: freeOfCharge }, limits: [ofRun(0)] });
    await ask();
    expect(callStore.recorded[0]?.result.costUsd).toBe(0);
  });
});

it('who is stopped while waiting for room makes no call, and the others still get theirs', async () => {
  const { time, inner, model } = accounting({ limits: [ofRun(0.012)] });
  const controller = new AbortController();
  const first = model.complete(chatRequest());
  const second = model.complete(chatRequest());
  const stopped = [1, 2].map(() => model.complete(chatRequest({ signal: controller.signal })));
  const last = model.complete(chatRequest());
  await new Promise(setImmediate);
  controller.abort();
  for (const call of stopped) {
    await expect(call).rejects.toMatchObject({ code: 'interrupted' });
  }
  await time.run(Promise.all([first, second, last]));
  expect(inner.calls).toHaveLength(3);
});
