import { ProxyTracerProvider } from '@opentelemetry/api';
import { expect, it } from 'vitest';
import type { ErrorCode } from '../domain/error-code.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import type { ChatAnswer, ChatModel } from '../ports/chat-model.ts';
import type { BudgetLimit } from '../ports/model-call-store.ts';
import { memoryCallStore } from './__fixtures__/layer-call-store.ts';
import { chatModel, modelError } from './__fixtures__/layer-chat-model.ts';
import { memoryLimitStore } from './__fixtures__/layer-limit-store.ts';
import { memoryLog } from './__fixtures__/layer-log.ts';
import { chatAnswer, chatRequest } from './__fixtures__/layer-request.ts';
import { createVirtualTime } from './__fixtures__/layer-time.ts';
import { withAccounting } from './with-accounting.ts';
import { withCircuitBreaker } from './with-circuit-breaker.ts';
import { withCooldown } from './with-cooldown.ts';
import { withRateLimit } from './with-rate-limit.ts';
import { withRetry } from './with-retry.ts';
import { withTracing } from './with-tracing.ts';

/** The layers in the order in which the program puts them around a provider. */
function layered(provider: (time: ReturnType<typeof createVirtualTime>) => ChatModel, limits: BudgetLimit[] = []) {
  const time = createVirtualTime();
  const { clock, delay } = time;
  const limitStore = memoryLimitStore();
  const callStore = memoryCallStore();
  const log = memoryLog();
  const tracer = new ProxyTracerProvider().getTracer('test');
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `call-${ids}`;
  };
  const traced = withTracing(provider(time), { tracer, clock, log });
  const accounted = withAccounting(traced, { callStore, clock, delay, newId, limits: () => limits });
  const rated = withRateLimit(accounted, { limitStore, clock, delay, log });
  const guarded = withCircuitBreaker(rated, { clock, log });
  const policy = { maxAttempts: 3, baseInMs: 1000, maxInMs: 60_000, jitter: 0.3 };
  const retried = withRetry(guarded, { policy, delay, log, random: seededRandom(7) });
  const model = withCooldown(retried, { limitStore, clock, log });
  return { time, model, callStore, limitStore, log };
}

/** @returns how many calls ended in which way */
async function callAll(model: ChatModel, { calls, workers }: { calls: number; workers: number }) {
  const outcomes: Record<string, number> = {};
  const signal = new AbortController().signal;
  let left = calls;
  const work = async () => {
    while (left > 0) {
      left -= 1;
      const outcome = await model.complete(chatRequest({ signal })).then(
        () => 'answered',
        (error) => error.code,
      );
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return outcomes;
}

it('three calls of ten fail in a random way: each ends once, on the bill attempt by attempt, none before its time', async () => {
  const random = seededRandom(1);
  const failures: ErrorCode[] = [
    'model_rate_limited',
    'model_overloaded',
    'model_timeout',
    'model_unreachable',
    'model_request_invalid',
    'model_refused',
  ];
  let attempts = 0;
  let tooEarly = 0;
  let refusedAt = 0;
  const { time, model, callStore } = layered((virtual) =>
    chatModel(async () => {
      attempts += 1;
      tooEarly += virtual.now() > refusedAt && virtual.now() < refusedAt + 700 ? 1 : 0;
      const code = random() < 0.3 ? failures[Math.floor(random() * failures.length)] : undefined;
      await virtual.delay(50);
      if (code === 'model_rate_limited') {
        refusedAt = virtual.now();
        throw modelError(code, { retryAfterMs: 700 });
      }
      if (code !== undefined) {
        throw modelError(code);
      }
      return chatAnswer();
    }),
  );
  const outcomes = await time.run(callAll(model, { calls: 600, workers: 16 }));
  expect(Object.values(outcomes).reduce((sum, count) => sum + count, 0)).toBe(600);
  expect(callStore.recorded).toHaveLength(attempts);
  expect(callStore.recorded.filter(({ result }) => result.outcome === 'answered')).toHaveLength(outcomes.answered ?? 0);
  expect(tooEarly).toBe(0);
  expect(outcomes.model_failing).toBeUndefined();
  expect(outcomes.answered).toBeGreaterThan(0.85 * 600);
  expect(attempts).toBeLessThan(1.35 * 600);
});

it('a quota that ends in the middle ends all calls after those under way, and the next run begins none', async () => {
  const inner = (left: number) => () =>
    chatModel((_, call): ChatAnswer => {
      if (call > left) {
        throw modelError('model_quota');
      }
      return chatAnswer();
    });
  const { time, model, callStore, log } = layered(inner(10));
  expect(await time.run(callAll(model, { calls: 100, workers: 4 }))).toEqual({ answered: 10, model_quota: 90 });
  expect(callStore.recorded.length).toBeLessThanOrEqual(14);
  expect(log.lines.filter(({ event }) => event === 'model_cooldown_began').length).toBeLessThanOrEqual(4);
});

it('a server that is not there stops the run after some tries, each of which was waited for', async () => {
  const { time, model, callStore } = layered(() =>
    chatModel(() => {
      throw modelError('model_unreachable');
    }),
  );
  const begin = time.now();
  const outcomes = await time.run(callAll(model, { calls: 100, workers: 4 }));
  expect(outcomes.model_failing).toBeGreaterThan(90);
  expect(callStore.recorded.length).toBeLessThan(20);
  expect(time.now() - begin).toBeLessThan(60_000);
});

it('a budget holds while calls fail and are tried again', async () => {
  const random = seededRandom(3);
  const limit: BudgetLimit = { kind: 'run', runId: 'run-1', usd: 0.2 };
  const { time, model, callStore } = layered(
    () =>
      chatModel(() => {
        if (random() < 0.3) {
          throw modelError(random() < 0.5 ? 'model_timeout' : 'model_overloaded');
        }
        return chatAnswer();
      }),
    [limit],
  );
  const outcomes = await time.run(callAll(model, { calls: 300, workers: 8 }));
  expect(outcomes.budget_reached).toBeGreaterThan(0);
  expect(callStore.mostUsd).toBeLessThanOrEqual(0.2);
  expect(await callStore.spentUsd(limit)).toBeGreaterThan(0.2 - 0.0055);
});
