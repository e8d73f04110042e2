import { Agent, type Dispatcher, fetch, ProxyAgent, type Response } from 'undici';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Delay } from '../../ports/delay.ts';
import { RequestQueue } from '../telegram/request-queue.ts';
import { PageMemory } from './page-memory.ts';
import { readRetryAfter } from './read-retry-after.ts';

export interface WebClientSettings {
  /** `TELEGRAM_WEB_BASE_URL`. */
  baseUrl: string;
  /** Who asks, with an address where to complain: `tg-parser/1.0.0 (+https://…)`. */
  userAgent: string;
  /** `http(s)://USER:PASSWORD@HOST:PORT`. Never shown. */
  proxyUrl?: string | undefined;
  /** Between two requests of all sources together. Default 1000. */
  pauseInMs?: number | undefined;
  /** A wait that the server asks for and that is longer is the caller's affair. Default 10000. */
  longestWaitInMs?: number | undefined;
  /** For a whole answer. Default 60000. */
  timeoutInMs?: number | undefined;
  /** Without a byte. Default 20000. */
  silenceInMs?: number | undefined;
  /** Bytes of a page, unpacked. Default 8 MiB: Telegram's pages have 100 KiB. */
  mostBytes?: number | undefined;
}

export interface WebClientDependencies {
  clock: Clock;
  delay: Delay;
  /** Numbers in [0, 1). */
  random?: (() => number) | undefined;
}

/** A page, or where it has gone. */
export interface WebAnswer {
  /** Null for a redirect: none is followed. */
  html: string | null;
  /** Of a redirect: the absolute address. */
  location: string | null;
}

/** One polite reader of pages for all sources: one request at a time, a pause between two, no page twice that has not changed. */
export interface WebClient {
  readonly host: string;
  /**
   * One attempt.
   *
   * @param path with the query, from the root of the host
   * @throws TgParserError `telegram_rate_limited`, `telegram_unreachable`, `telegram_failed`, `interrupted`
   */
  get(path: string, signal?: AbortSignal): Promise<WebAnswer>;
  close(): Promise<void>;
}

/** Share of the pause that is added at random: sources that began together drift apart. */
const pauseJitter = 0.3;
/** For a server that asks to wait and does not say how long. */
const unnamedWaitInMs = 30_000;
const connectInMs = 15_000;

/** @throws TgParserError `setting_invalid` for an address or a proxy that cannot be one */
export function createWebClient(settings: WebClientSettings, dependencies: WebClientDependencies): WebClient {
  const { longestWaitInMs = 10_000, timeoutInMs = 60_000, mostBytes = 8 << 20 } = settings;
  const { clock, delay, random = Math.random } = dependencies;
  const base = parseAddress(settings.baseUrl, 'TELEGRAM_WEB_BASE_URL');
  const dispatcher = createDispatcher(settings);
  const memory = new PageMemory();
  const queue = new RequestQueue(
    { pauseInMs: settings.pauseInMs ?? 1_000, jitter: pauseJitter, longestWaitInMs },
    { clock, delay, random },
  );
  return { host: base.host, get, close: () => dispatcher.close() };

  function get(path: string, signal?: AbortSignal): Promise<WebAnswer> {
    return queue.run(() => request(path, signal), signal);
  }

  async function request(path: string, signal: AbortSignal | undefined): Promise<WebAnswer> {
    const known = memory.find(path);
    const timeout = AbortSignal.timeout(timeoutInMs);
    try {
      const response = await fetch(`${base.origin}${base.pathname.replace(/\/$/, '')}${path}`, {
        dispatcher,
        redirect: 'manual',
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        headers: {
          'user-agent': settings.userAgent,
          accept: 'text/html',
          // The pages speak the reader's language, and sentences of service messages are read in English.
          'accept-language': 'en',
          ...(known?.etag ? { 'if-none-match': known.etag } : {}),
          ...(known?.lastModified ? { 'if-modified-since': known.lastModified } : {}),
        },
      });
      return await readAnswer(path, response, known?.text);
    } catch (error) {
      throw error instanceof TgParserError ? error : connectionError(error, { signal, timeout });
    }
  }

  async function readAnswer(path: string, response: Response, known: string | undefined): Promise<WebAnswer> {
    const { status, headers } = response;
    if (status === 304 && known !== undefined) {
      await response.body?.cancel();
      return { html: known, location: null };
    }
    const location = headers.get('location');
    if (status >= 300 && status < 400 && location !== null) {
      await response.body?.cancel();
      return { html: null, location: absolute(location) };
    }
    if (status !== 200) {
      await response.body?.cancel();
      throw statusError(status, readRetryAfter(headers, clock.now().getTime()));
    }
    const html = await readBody(response);
    memory.keep(path, { text: html, etag: headers.get('etag'), lastModified: headers.get('last-modified') });
    return { html, location: null };
  }

  function absolute(location: string): string {
    return URL.canParse(location, base.href) ? new URL(location, base.href).href : '';
  }

  async function readBody(response: Response): Promise<string> {
    const decoder = new TextDecoder();
    let html = '';
    let size = 0;
    for await (const chunk of response.body ?? []) {
      size += chunk.byteLength;
      if (size > mostBytes) {
        throw new TgParserError('telegram_failed', `A page of ${base.host} is larger than ${mostBytes} bytes`, {
          hint: 'This is no page of Telegram. Look at what answers at TELEGRAM_WEB_BASE_URL, and at proxies on the way.',
        });
      }
      html += decoder.decode(chunk, { stream: true });
    }
    return html + decoder.decode();
  }

  function statusError(status: number, retryAfterMs: number | undefined): TgParserError {
    if (status === 429) {
      const wait = retryAfterMs ?? unnamedWaitInMs;
      queue.hold(wait);
      return new TgParserError(
        'telegram_rate_limited',
        `${base.host} asks to wait ${Math.ceil(wait / 1_000)} s before the next page`,
        {
          retryable: true,
          retryAfterMs: wait,
        },
      );
    }
    if (retryAfterMs !== undefined) {
      queue.hold(retryAfterMs);
    }
    const isPassing = status >= 500 || status === 403 || status === 408;
    return new TgParserError('telegram_failed', `${base.host} answered with status ${status}`, {
      retryable: isPassing,
      retryAfterMs,
      hint: isPassing ? undefined : 'Look at TELEGRAM_WEB_BASE_URL: this is not how Telegram answers.',
    });
  }

  function connectionError(
    error: unknown,
    { signal, timeout }: { signal: AbortSignal | undefined; timeout: AbortSignal },
  ): TgParserError {
    if (signal?.aborted) {
      return new TgParserError('interrupted', 'Reading from Telegram was stopped');
    }
    const reason = timeout.aborted
      ? `no whole answer within ${timeoutInMs / 1_000} s`
      : (codeOf(error) ?? 'the connection was lost');
    return new TgParserError('telegram_unreachable', `${base.host} cannot be reached: ${reason}`, {
      retryable: true,
      hint: 'Look at the network, TELEGRAM_WEB_BASE_URL and TELEGRAM_PROXY_URL; the same command goes on from there.',
    });
  }
}

function createDispatcher({ proxyUrl, silenceInMs = 20_000 }: WebClientSettings): Dispatcher {
  const limits = { headersTimeout: silenceInMs, bodyTimeout: silenceInMs, connect: { timeout: connectInMs } };
  return proxyUrl === undefined
    ? new Agent(limits)
    : new ProxyAgent({ ...limits, uri: parseAddress(proxyUrl, 'TELEGRAM_PROXY_URL').href });
}

/** The value is not shown: that of a proxy holds a password. */
function parseAddress(address: string, setting: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new TgParserError('setting_invalid', `${setting} is no address that begins with http:// or https://`);
  }
  return url;
}

/** The code of what failed below HTTP; nothing else of the error is shown, because it may name the proxy. */
function codeOf(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause ?? (at instanceof AggregateError ? at.errors[0] : undefined)) {
    if ('code' in at && typeof at.code === 'string' && /^[A-Z_]{3,40}$/.test(at.code)) {
      return at.code;
    }
  }
  return undefined;
}
