import { type ExchangeEnd, ExchangeError } from './exchange-error.ts';
import { networkError } from './network-error.ts';

export interface ExchangeLimits {
  /** Null for none: for streams of any length. */
  totalInMs: number | null;
  gapInMs: number;
  /** Ends the exchange at once. */
  signal?: AbortSignal | undefined;
}

/** Ends an exchange when a limit is reached or the caller wants it to, and knows which of them it was. */
export class ExchangeWatch {
  readonly #controller = new AbortController();
  readonly #limits: ExchangeLimits;
  readonly #total: NodeJS.Timeout | undefined;
  readonly #onAbort = () => this.#stop('interrupted');

  constructor(limits: ExchangeLimits) {
    this.#limits = limits;
    const { totalInMs, signal } = limits;
    this.#total = totalInMs === null ? undefined : setTimeout(() => this.#stop('total'), totalInMs);
    if (signal?.aborted) {
      this.#stop('interrupted');
    } else {
      signal?.addEventListener('abort', this.#onAbort);
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** What an error of the HTTP client stands for: the limit that caused it, else the network. */
  explain(error: unknown): ExchangeError {
    return this.signal.aborted ? this.signal.reason : networkError(error);
  }

  /**
   * Hands the pieces of a body on and ends with the last of them. Time that the reader takes counts for no gap.
   *
   * @throws ExchangeError
   */
  async *chunks(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    const pieces = body[Symbol.asyncIterator]();
    try {
      for (let piece = await this.#inTime(pieces); !piece.done; piece = await this.#inTime(pieces)) {
        yield piece.value;
      }
    } catch (error) {
      throw this.explain(error);
    } finally {
      this.end();
      // A reader that wants no more leaves no connection half read.
      await pieces.return?.().catch(() => undefined);
    }
  }

  async #inTime(pieces: AsyncIterator<Uint8Array>): Promise<IteratorResult<Uint8Array>> {
    const gap = setTimeout(() => this.#stop('gap'), this.#limits.gapInMs);
    try {
      return await pieces.next();
    } finally {
      clearTimeout(gap);
    }
  }

  /** Lets go of timers and of the caller's signal, which may outlive many exchanges. */
  end(): void {
    clearTimeout(this.#total);
    this.#limits.signal?.removeEventListener('abort', this.#onAbort);
  }

  #stop(end: ExchangeEnd): void {
    this.#controller.abort(new ExchangeError(end));
    this.end();
  }
}
