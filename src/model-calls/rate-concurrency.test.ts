import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ConcurrencyWindow, narrowWindow, openWindow, widenWindow } from './rate-concurrency.ts';

it('is as wide as what is sent until a provider is overloaded, then half of that', () => {
  expect(widenWindow(openWindow, 40)).toBe(openWindow);
  expect(narrowWindow(openWindow, { underWay: 40, startedAt: 1000, now: 2000 }).limit).toBe(20);
});

it('a burst of failures halves once', () => {
  let window: ConcurrencyWindow = openWindow;
  for (let call = 0; call < 40; call += 1) {
    window = narrowWindow(window, { underWay: 40 - call, startedAt: 1000, now: 2000 + call });
  }
  expect(window.limit).toBe(20);
});

it('one more after as many successes as it holds, counted only while it is full', () => {
  let window: ConcurrencyWindow = { limit: 4, successes: 0, loweredAt: 0 };
  window = widenWindow(window, 3);
  expect(window.successes).toBe(0);
  for (let call = 0; call < 4; call += 1) {
    window = widenWindow(window, 4);
  }
  expect(window.limit).toBe(5);
});

it('is never less than one', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(100))), (script) => {
      let window: ConcurrencyWindow = openWindow;
      for (const [index, [isSuccess, underWay]] of script.entries()) {
        window = isSuccess
          ? widenWindow(window, underWay)
          : narrowWindow(window, { underWay, startedAt: index + 1, now: index + 1 });
        expect(window.limit).toBeGreaterThanOrEqual(1);
      }
    }),
  );
});
