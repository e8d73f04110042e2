import { expect, it } from 'vitest';
import type { ErrorCode } from '../domain/error-code.ts';
import type { ChatAnswer, ChatModel } from '../ports/chat-model.ts';
import { chatModel, modelError } from './__fixtures__/layer-chat-model.ts';
import { memoryLog } from './__fixtures__/layer-log.ts';
import { chatAnswer, chatRequest } from './__fixtures__/layer-request.ts';
import { createVirtualTime } from './__fixtures__/layer-time.ts';
import { withCircuitBreaker } from './with-circuit-breaker.ts';
import { withRetry } from './with-retry.ts';

const policy = { failures: 3, openInMs: 15_000 };

/** @param behaviour the code to fail with at each call, null to answer */
function breaking(behaviour: (call: number) => ErrorCode | null) {
  const time = createVirtualTime();
  const inner = chatModel((_, call) => {
    const code = behaviour(call);
    if (code !== null) {
      throw modelError(code);
    }
    return chatAnswer();
  });
  const log = memoryLog();
  const model = withCircuitBreaker(inner, { clock: time.clock, log, policy });
  return { time, inner, log, model };
}

async function outcomesOf(model: ChatModel, calls: number): Promise<string[]> {
  const outcomes: string[] = [];
  for (let call = 0; call < calls; call += 1) {
    outcomes.push(
      await model.complete(chatRequest()).then(
        () => 'answered',
        (error) => error.code,
      ),
    );
  }
  return outcomes;
}

for (const code of ['model_overloaded', 'model_timeout', 'model_unreachable'] as const) {
  it(`${code} again and again: no more calls, and the error names the cause and the way out`, async () => {
    const { inner, log, model } = breaking(() => code);
    expect(await outcomesOf(model, 5)).toEqual([code, code, code, 'model_failing', 'model_failing']);
    expect(inner.calls).toHaveLength(3);
    await expect(model.complete(chatRequest())).rejects.toMatchObject({
      code: 'model_failing',
      message: `acme:big-1 failed 3 times in a row, last with ${code}, and is left alone for 15 s`,
      hint: expect.stringContaining('doctor'),
      retryable: true,
      retryAfterMs: 15_000,
    });
    expect(log.lines.map(({ event }) => event)).toEqual(['model_circuit_opened']);
  });
}

for (const code of ['model_rate_limited', 'model_refused', 'model_request_invalid', 'model_quota'] as const) {
  it(`${code} shows that the provider answers`, async () => {
    const { inner, model } = breaking((call) => (call % 3 === 0 ? code : 'model_overloaded'));
    expect(await outcomesOf(model, 9)).not.toContain('model_failing');
    expect(inner.calls).toHaveLength(9);
  });
}

it('an answer in between starts the count anew; what says nothing about the provider does not', async () => {
  const script: (ErrorCode | null)[] = [
    'model_timeout',
    'model_timeout',
    null,
    'model_timeout',
    'interrupted',
    'model_timeout',
    'model_timeout',
  ];
  const { model } = breaking((call) => script[call - 1] ?? null);
  expect(await outcomesOf(model, 8)).toEqual([...script.map((code) => code ?? 'answered'), 'model_failing']);
});

it('after the time one call is the test, the others wait for what becomes of it, and all get through', async () => {
  const { time, inner, model } = breaking((call) => (call <= 3 ? 'model_unreachable' : null));
  await outcomesOf(model, 3);
  time.pass(15_000);
  const calls = Array.from({ length: 5 }, () => model.complete(chatRequest()));
  expect(inner.calls).toHaveLength(4);
  await Promise.all(calls);
  expect(inner.calls).toHaveLength(8);
});

it('a test that fails opens it for as long again', async () => {
  const { time, inner, model } = breaking(() => 'model_unreachable');
  await outcomesOf(model, 3);
  time.pass(15_000);
  const calls = Array.from({ length: 5 }, () => model.complete(chatRequest()).catch((error) => error.code));
  expect((await Promise.all(calls)).sort()).toEqual([...Array(4).fill('model_failing'), 'model_unreachable']);
  expect(inner.calls).toHaveLength(4);
  time.pass(14_999);
  expect(await outcomesOf(model, 1)).toEqual(['model_failing']);
});

it('calls from before it opened that fail late do not hold it open', async () => {
  const time = createVirtualTime();
  let failLate = () => {};
  const inner = chatModel((_, call) => {
    if (call === 1) {
      return new Promise<ChatAnswer>((_resolve, reject) => {
        failLate = () => reject(modelError('model_timeout'));
      });
    }
    if (call <= 4) {
      throw modelError('model_timeout');
    }
    return chatAnswer();
  });
  const model = withCircuitBreaker(inner, { clock: time.clock, log: memoryLog(), policy });
  const late = model.complete(chatRequest()).catch((error) => error.code);
  await outcomesOf(model, 3);
  time.pass(14_000);
  failLate();
  expect(await late).toBe('model_timeout');
  time.pass(1000);
  expect(await outcomesOf(model, 1)).toEqual(['answered']);
});

it('a test that was interrupted tells nothing: the next call is the test', async () => {
  const script: (ErrorCode | null)[] = ['model_timeout', 'model_timeout', 'model_timeout', 'interrupted', null];
  const { time, model } = breaking((call) => script[call - 1] ?? null);
  await outcomesOf(model, 3);
  time.pass(15_000);
  expect(await outcomesOf(model, 2)).toEqual(['interrupted', 'answered']);
});

it('the wait for the test ends at once when the run is stopped', async () => {
  const time = createVirtualTime();
  let answer: (answer: ChatAnswer) => void = () => {};
  const inner = chatModel((_request, call) => {
    if (call <= 3) {
      throw modelError('model_timeout');
    }
    return new Promise<ChatAnswer>((resolve) => {
      answer = resolve;
    });
  });
  const model = withCircuitBreaker(inner, { clock: time.clock, log: memoryLog(), policy });
  await outcomesOf(model, 3);
  time.pass(15_000);
  const test = model.complete(chatRequest());
  const controller = new AbortController();
  const waiting = model.complete(chatRequest({ signal: controller.signal }));
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'interrupted' });
  answer(chatAnswer());
  await expect(test).resolves.toMatchObject({ finishReason: 'stop' });
});

it('with retries around it, calls of a short outage get through with their next attempt and none is lost', async () => {
  const time = createVirtualTime();
  const upAt = time.now() + 8000;
  const inner = chatModel(() => {
    if (time.now() < upAt) {
      throw modelError('model_unreachable');
    }
    return chatAnswer();
  });
  const log = memoryLog();
  const retry = {
    policy: { maxAttempts: 3, baseInMs: 1000, maxInMs: 60_000, jitter: 0.3 },
    delay: time.delay,
    log,
    random: () => 0,
  };
  const model = withRetry(
    withCircuitBreaker(inner, { clock: time.clock, log, policy: { failures: 10, openInMs: 15_000 } }),
    retry,
  );
  await time.run(Promise.all(Array.from({ length: 20 }, () => model.complete(chatRequest()))));
  expect(inner.calls.length).toBe(40);
});
