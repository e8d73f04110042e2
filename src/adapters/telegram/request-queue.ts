import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Delay } from '../../ports/delay.ts';

export interface RequestQueueSettings {
  /** Between the end of a request and the begin of the next. */
  pauseInMs: number;
  /** Share of the pause that is added at random, 0 to 1. */
  jitter: number;
  /** A wait that the server asked for and that is longer is the caller's affair. */
  longestWaitInMs: number;
}

export interface RequestQueueDependencies {
  clock: Clock;
  delay: Delay;
  /** Numbers in [0, 1). */
  random: () => number;
}

/** One request at a time, in the order of asking, with a pause between two, and none before a time that the server named. */
export class RequestQueue {
  readonly #settings: RequestQueueSettings;
  readonly #dependencies: RequestQueueDependencies;
  #last: Promise<void> = Promise.resolve();
  /** Milliseconds since 1970. */
  #pauseEnds = 0;
  #heldUntil = 0;

  constructor(settings: RequestQueueSettings, dependencies: RequestQueueDependencies) {
    this.#settings = settings;
    this.#dependencies = dependencies;
  }

  /** The server wants no request before this time has passed. */
  hold(forMs: number): void {
    this.#heldUntil = Math.max(this.#heldUntil, this.#now() + forMs);
  }

  /** @throws TgParserError `telegram_rate_limited` without a request while the server wants none; `interrupted` */
  async run<Result>(request: () => Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
    const before = this.#last;
    let end = () => {};
    this.#last = new Promise((resolve) => {
      end = resolve;
    });
    try {
      await untilAborted(before, signal);
      await this.#waitForTurn(signal);
      try {
        return await request();
      } finally {
        const { pauseInMs, jitter } = this.#settings;
        this.#pauseEnds = this.#now() + pauseInMs * (1 + jitter * this.#dependencies.random());
      }
    } finally {
      void before.then(end);
    }
  }

  async #waitForTurn(signal: AbortSignal | undefined): Promise<void> {
    const held = this.#heldUntil - this.#now();
    if (held > this.#settings.longestWaitInMs) {
      throw new TgParserError('telegram_rate_limited', 'Telegram asks to wait before the next page', {
        retryable: true,
        retryAfterMs: held,
      });
    }
    const wait = Math.max(held, this.#pauseEnds - this.#now());
    if (wait > 0) {
      await this.#dependencies.delay(wait, signal);
    }
    refuseAborted(signal);
  }

  #now(): number {
    return this.#dependencies.clock.now().getTime();
  }
}

async function untilAborted(promise: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) {
    return promise;
  }
  let onAbort = () => {};
  const aborted = new Promise<void>((resolve) => {
    onAbort = resolve;
    signal.addEventListener('abort', onAbort);
  });
  if (!signal.aborted) {
    await Promise.race([promise, aborted]);
  }
  signal.removeEventListener('abort', onAbort);
  refuseAborted(signal);
}

function refuseAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw new TgParserError('interrupted', 'Reading from Telegram was stopped');
  }
}
