import { TgParserError } from '../domain/tg-parser-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { Delay } from '../ports/delay.ts';
import { callInterrupted } from './call-interrupted.ts';
import { longestWaitInMs } from './rate-longest-wait.ts';
import type { Admission } from './rate-window.ts';

export interface RateQueueDependencies {
  /** Names provider and model in errors. */
  key: string;
  clock: Clock;
  delay: Delay;
  /** Asks for calls, given by their tokens, in order. */
  admit(tokensOfCalls: readonly number[]): Promise<Admission>;
  mostUnderWay(): number;
  /** Told before a wait for the provider's block to pass. */
  onBlocked(waitInMs: number): void;
}

/** The calls of one process that wait for their turn. */
export interface RateQueue {
  /** Resolves when the call may be made; `leave` must follow. */
  enter(tokens: number, signal: AbortSignal | undefined): Promise<void>;
  leave(): void;
  underWay(): number;
}

interface Waiting {
  tokens: number;
  go(): void;
  fail(error: unknown): void;
}

/**
 * First come, first served. All that wait are asked for together, so that however many calls there are, one question is under way, and
 * one timer.
 */
export function createRateQueue({ key, clock, delay, admit, mostUnderWay, onBlocked }: RateQueueDependencies): RateQueue {
  const waiting = new Set<Waiting>();
  let underWay = 0;
  let isServing = false;
  let pause: AbortController | null = null;

  return {
    enter(tokens, signal) {
      if (signal?.aborted) {
        return Promise.reject(callInterrupted());
      }
      return new Promise((resolve, reject) => {
        const call = { tokens, go: () => leaveQueue(resolve), fail: (error: unknown) => leaveQueue(() => reject(error)) };
        const stop = () => call.fail(callInterrupted());
        waiting.add(call);
        signal?.addEventListener('abort', stop, { once: true });
        void serve();

        function leaveQueue(tell: () => void): void {
          waiting.delete(call);
          signal?.removeEventListener('abort', stop);
          tell();
          if (waiting.size === 0) {
            // Nobody waits: no timer may keep the program alive.
            pause?.abort();
          }
        }
      });
    },
    leave() {
      underWay -= 1;
      void serve();
    },
    underWay: () => underWay,
  };

  async function serve(): Promise<void> {
    if (isServing) {
      return;
    }
    isServing = true;
    try {
      while (waiting.size > 0 && underWay < mostUnderWay()) {
        await serveSome();
      }
    } catch (error) {
      for (const call of [...waiting]) {
        call.fail(error);
      }
    } finally {
      isServing = false;
    }
  }

  async function serveSome(): Promise<void> {
    const first = [...waiting].slice(0, mostUnderWay() - underWay);
    const { admitted, waitInMs, isBlocked } = await admit(first.map(({ tokens }) => tokens));
    // Who was aborted meanwhile has left and needs no place.
    for (const call of first.slice(0, admitted).filter((candidate) => waiting.has(candidate))) {
      underWay += 1;
      call.go();
    }
    if (isBlocked) {
      refuseLongWait(waitInMs);
      onBlocked(waitInMs);
    }
    if (waitInMs > 0 && waiting.size > 0) {
      pause = new AbortController();
      await delay(waitInMs, pause.signal);
      pause = null;
    }
  }

  function refuseLongWait(waitInMs: number): void {
    if (waitInMs <= longestWaitInMs) {
      return;
    }
    const until = new Date(clock.now().getTime() + waitInMs).toISOString().slice(0, 19);
    throw new TgParserError('model_rate_limited', `${key} lets no calls through before ${until}Z`, {
      hint: 'Give the same command again then: it goes on from there. LLM_FALLBACK names who is asked instead.',
      retryable: true,
      retryAfterMs: waitInMs,
    });
  }
}
