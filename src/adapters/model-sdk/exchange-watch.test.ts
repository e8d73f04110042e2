import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ExchangeError } from './exchange-error.ts';
import { type ExchangeLimits, ExchangeWatch } from './exchange-watch.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('the limits of an exchange', () => {
  it('a gap is the time between two pieces', async () => {
    const read = readAll({ totalInMs: 10_000, gapInMs: 100 }, [99, 99, 101]);
    await vi.advanceTimersByTimeAsync(400);
    expect(await read).toEqual({ pieces: 2, end: 'gap' });
  });

  it('time that the reader takes is no gap', async () => {
    const read = readAll({ totalInMs: 10_000, gapInMs: 100 }, [50, 50], { readerInMs: 5_000 });
    await vi.advanceTimersByTimeAsync(10_100);
    expect(await read).toMatchObject({ pieces: 2 });
  });

  it('pieces that keep coming end with the total', async () => {
    const read = readAll({ totalInMs: 250, gapInMs: 100 }, [90, 90, 90, 90]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await read).toEqual({ pieces: 2, end: 'total' });
  });

  it('without a total a stream may take days', async () => {
    const read = readAll({ totalInMs: null, gapInMs: 90_000_000 }, [80_000_000, 80_000_000]);
    await vi.advanceTimersByTimeAsync(170_000_000);
    expect(await read).toEqual({ pieces: 2, end: null });
  });

  it('the signal of the caller counts at any time', async () => {
    const caller = new AbortController();
    const read = readAll({ totalInMs: 10_000, gapInMs: 1_000, signal: caller.signal }, [50, 900]);
    await vi.advanceTimersByTimeAsync(60);
    caller.abort(new Error('not told on'));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await read).toEqual({ pieces: 1, end: 'interrupted' });
  });

  it('leaves no timer behind', async () => {
    const read = readAll({ totalInMs: 10_000, gapInMs: 1_000 }, [1]);
    await vi.advanceTimersByTimeAsync(2);
    await read;
    expect(vi.getTimerCount()).toBe(0);
  });
});

/** Reads a body whose pieces come after these waits, as the HTTP client hands it out: an abort breaks it with the reason. */
async function readAll(limits: ExchangeLimits, waits: readonly number[], { readerInMs = 0 } = {}) {
  const watch = new ExchangeWatch(limits);
  let pieces = 0;
  try {
    for await (const _ of watch.chunks(body(waits, watch.signal))) {
      pieces += 1;
      await sleep(readerInMs);
    }
    return { pieces, end: null };
  } catch (error) {
    return { pieces, end: error instanceof ExchangeError ? error.end : error };
  }
}

async function* body(waits: readonly number[], signal: AbortSignal) {
  for (const wait of waits) {
    await sleep(wait, signal);
    yield new Uint8Array([1]);
  }
}

function sleep(inMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, inMs);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
