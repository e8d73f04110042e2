import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../ports/clock.ts';
import type { Delay } from '../../ports/delay.ts';

export const beginOfTime = Date.UTC(2026, 0, 15, 12);

/** Time that passes only while somebody waits, and then at once. */
export interface VirtualTime {
  clock: Clock;
  delay: Delay;
  /** Every wait that was begun, in milliseconds. */
  waits: number[];
  now(): number;
  pass(inMs: number): void;
  /** Lets time pass until `work` has ended. */
  run<Result>(work: Promise<Result>): Promise<Result>;
}

/** After so many turns of the event loop without a timer nobody will ever do anything. */
const patience = 2000;

export function createVirtualTime(): VirtualTime {
  let now = beginOfTime;
  const waits: number[] = [];
  const timers = new Set<{ at: number; end: () => void }>();

  return {
    clock: { now: () => new Date(now) },
    waits,
    now: () => now,
    pass(inMs) {
      now += inMs;
    },
    delay(inMs, signal) {
      waits.push(inMs);
      if (signal?.aborted) {
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        const timer = { at: now + Math.ceil(inMs), end };
        timers.add(timer);
        signal?.addEventListener('abort', end, { once: true });
        function end(): void {
          timers.delete(timer);
          signal?.removeEventListener('abort', end);
          resolve();
        }
      });
    },
    async run(work) {
      let isDone = false;
      const done = () => {
        isDone = true;
      };
      work.then(done, done);
      for (let idle = 0; !isDone; idle += 1) {
        await nextTurn();
        await nextTurn();
        if (!isDone && timers.size > 0) {
          endNextTimers();
          idle = 0;
        }
        if (idle > patience) {
          throw new Error('Nobody waits for the time to pass, and the work does not end');
        }
      }
      return await work;
    },
  };

  function endNextTimers(): void {
    now = Math.max(now, Math.min(...[...timers].map(({ at }) => at)));
    for (const timer of [...timers].filter(({ at }) => at <= now)) {
      timer.end();
    }
  }
}
