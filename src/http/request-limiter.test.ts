import { expect, test } from 'vitest';
import { openTemporaryDatabases } from '../../test/contract/open-temporary-databases.ts';
import { createRequestLimiter } from './request-limiter.ts';

function openLimiter(start = 1_700_000_040_000) {
  const time = { now: start };
  return { time, limiter: createRequestLimiter({ windowInMs: 60_000, now: () => time.now }) };
}

test('so many requests are let through in a window, and as many again in the next one', () => {
  const { time, limiter } = openLimiter();
  const first = limiter.count('a', 3);
  expect(first).toEqual({ isAllowed: true, limit: 3, remaining: 2, resetInSeconds: 60 });
  time.now += 30_500;
  expect([limiter.count('a', 3), limiter.count('a', 3), limiter.count('a', 3)]).toEqual([
    { isAllowed: true, limit: 3, remaining: 1, resetInSeconds: 30 },
    { isAllowed: true, limit: 3, remaining: 0, resetInSeconds: 30 },
    { isAllowed: false, limit: 3, remaining: 0, resetInSeconds: 30 },
  ]);
  expect(limiter.count('b', 3).isAllowed).toBe(true);
  time.now += 30_000;
  expect(limiter.count('a', 3)).toMatchObject({ isAllowed: true, remaining: 2 });
});

test('what costs more is let through when there is room for all of it, and uses up the rest when there is not', () => {
  const { limiter } = openLimiter();
  expect(limiter.count('a', 10, 8).isAllowed).toBe(true);
  expect(limiter.count('a', 10, 8)).toMatchObject({ isAllowed: false, remaining: 0 });
  expect(limiter.count('a', 10).isAllowed).toBe(false);
});

test('a limit of 0 is none', () => {
  const { limiter } = openLimiter();
  expect(Array.from({ length: 50 }, () => limiter.count('a', 0).isAllowed)).not.toContain(false);
});

test('instances that share their counts let through as much as one, and go on alone while the store is away', async () => {
  const { requestCountStore } = await openTemporaryDatabases();
  const [one, other] = [openLimiter().limiter, openLimiter().limiter];
  for (let request = 0; request < 4; request += 1) {
    one.count('a', 10);
    other.count('a', 10);
  }
  await one.share(requestCountStore);
  await other.share(requestCountStore);
  await one.share(requestCountStore);
  expect(other.count('a', 10)).toMatchObject({ isAllowed: true, remaining: 1 });
  one.count('a', 10);
  await other.share(requestCountStore);
  await one.share(requestCountStore);
  expect(one.count('a', 10)).toMatchObject({ isAllowed: false, remaining: 0 });
  const away = { ...requestCountStore, add: () => Promise.reject(new Error('away')) };
  one.count('b', 2);
  await expect(one.share(away)).rejects.toThrow('away');
  expect([one.count('b', 2).isAllowed, one.count('b', 2).isAllowed]).toEqual([true, false]);
});
