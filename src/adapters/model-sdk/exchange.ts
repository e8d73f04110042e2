import { Agent, fetch, type RequestInit } from 'undici';
import { type ExchangeLimits, ExchangeWatch } from './exchange-watch.ts';

export interface Exchange {
  status: number;
  /** Names in lower case. */
  headers: ReadonlyMap<string, string>;
  /**
   * The body, once.
   *
   * @throws ExchangeError
   */
  chunks(): AsyncGenerator<Uint8Array, void, undefined>;
}

const connectInMs = 15_000;
/** Proxies in front of providers keep a connection for a minute at least; a new one costs three round trips. */
const restInMs = 30_000;

/**
 * One pool for all providers. The client's own limits on headers and bodies, five minutes each, are off: a local model may take longer,
 * and the limits of the settings hold instead.
 */
const agent = new Agent({
  headersTimeout: 0,
  bodyTimeout: 0,
  keepAliveTimeout: restInMs,
  connect: { timeout: connectInMs },
});

/**
 * Sends a request and waits for the head of the answer. Redirects are not followed: they would take the key to another server.
 *
 * @throws ExchangeError
 */
export async function exchange(url: string, init: RequestInit, limits: ExchangeLimits): Promise<Exchange> {
  const watch = new ExchangeWatch(limits);
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', dispatcher: agent, signal: watch.signal });
    return {
      status: response.status,
      headers: new Map(response.headers),
      chunks: () => watch.chunks(response.body ?? emptyBody()),
    };
  } catch (error) {
    watch.end();
    throw watch.explain(error);
  }
}

async function* emptyBody(): AsyncGenerator<Uint8Array, void, undefined> {}
