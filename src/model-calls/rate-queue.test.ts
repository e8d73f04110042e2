import { expect, it } from 'vitest';
import { createVirtualTime } from './__fixtures__/layer-time.ts';
import { createRateQueue, type RateQueue } from './rate-queue.ts';
import type { Admission } from './rate-window.ts';

function queueWith(admit: (tokens: readonly number[]) => Admission | Promise<Admission>, mostUnderWay = () => 1000) {
  const time = createVirtualTime();
  const blocks: number[] = [];
  const queue = createRateQueue({
    key: 'acme:big-1',
    clock: time.clock,
    delay: time.delay,
    admit: async (tokens) => await admit(tokens),
    mostUnderWay,
    onBlocked: (waitInMs) => blocks.push(waitInMs),
  });
  return { time, queue, blocks };
}

const all = (tokens: readonly number[]): Admission => ({ admitted: tokens.length, waitInMs: 0, isBlocked: false });

function enterAll(queue: RateQueue, calls: number, entered: number[]): Promise<void>[] {
  return Array.from({ length: calls }, (_, call) => queue.enter(call, undefined).then(() => void entered.push(call)));
}

it('calls go in the order in which they came', async () => {
  const { time, queue } = queueWith(() => ({ admitted: 1, waitInMs: 100, isBlocked: false }));
  const entered: number[] = [];
  await time.run(Promise.all(enterAll(queue, 10, entered)));
  expect(entered).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(queue.underWay()).toBe(10);
});

it('all that wait are asked for together', async () => {
  const asked: number[][] = [];
  const { time, queue } = queueWith((tokens) => {
    asked.push([...tokens]);
    return all(tokens);
  });
  await time.run(Promise.all(enterAll(queue, 20, [])));
  expect(asked.map(({ length }) => length)).toEqual([1, 19]);
});

it('no more are under way than may be, and the next one goes when one has left', async () => {
  const { queue } = queueWith(all, () => 2);
  const entered: number[] = [];
  const [first, second, third] = enterAll(queue, 3, entered);
  await Promise.all([first, second]);
  expect(entered).toEqual([0, 1]);
  queue.leave();
  await third;
  expect(queue.underWay()).toBe(2);
});

it('who is stopped leaves at once, and the others keep their places', async () => {
  const { time, queue } = queueWith(() => ({ admitted: 1, waitInMs: 60_000, isBlocked: false }));
  const controller = new AbortController();
  await queue.enter(1, undefined);
  const stopped = queue.enter(2, controller.signal);
  const last = queue.enter(3, undefined);
  controller.abort();
  await expect(stopped).rejects.toMatchObject({ code: 'interrupted' });
  await time.run(last);
  expect(queue.underWay()).toBe(2);
});

it('no timer is left when nobody waits', async () => {
  let isPausing = false;
  const time = createVirtualTime();
  const queue = createRateQueue({
    key: 'acme:big-1',
    clock: time.clock,
    delay: async (inMs, signal) => {
      isPausing = true;
      await time.delay(inMs, signal);
      isPausing = false;
    },
    admit: async () => ({ admitted: 0, waitInMs: 60_000, isBlocked: false }),
    mostUnderWay: () => 10,
    onBlocked: () => undefined,
  });
  const controller = new AbortController();
  const calls = [queue.enter(1, controller.signal), queue.enter(2, controller.signal)];
  await new Promise(setImmediate);
  expect(isPausing).toBe(true);
  controller.abort();
  expect((await Promise.allSettled(calls)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await new Promise(setImmediate);
  expect(isPausing).toBe(false);
});

it('a block is waited for and shown; one of more than five minutes ends the calls, naming until when', async () => {
  let waitInMs = 300_000;
  const { time, queue, blocks } = queueWith((tokens) => {
    const isBlocked = blocks.length === 0 || waitInMs > 300_000;
    return isBlocked ? { admitted: 0, waitInMs, isBlocked } : all(tokens);
  });
  await time.run(queue.enter(1, undefined));
  expect(blocks).toEqual([300_000]);
  waitInMs = 300_001;
  await expect(queue.enter(1, undefined)).rejects.toMatchObject({
    code: 'model_rate_limited',
    message: 'acme:big-1 lets no calls through before 2026-01-15T12:10:00Z',
    retryAfterMs: 300_001,
  });
  expect(queue.underWay()).toBe(1);
});

it('a failure to ask is the failure of all who wait, and of nobody after them', async () => {
  let isBroken = true;
  const { queue } = queueWith((tokens) => {
    if (isBroken) {
      throw new Error('disk');
    }
    return all(tokens);
  });
  const settled = await Promise.allSettled([queue.enter(1, undefined), queue.enter(2, undefined)]);
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  isBroken = false;
  await queue.enter(3, undefined);
  expect(queue.underWay()).toBe(1);
});
