import { readFileSync } from 'node:fs';
import type { Long, MtClientOptions, tl } from '@mtcute/node';
import { MtClient, MtcuteError, NodePlatform, proxyTransportFromUrl, TcpTransport } from '@mtcute/node';
import { addPublicKey, computeSrpParams, isTlRpcError, NodeCryptoProvider } from '@mtcute/node/utils.js';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Delay } from '../../ports/delay.ts';
import { RequestQueue } from '../telegram/request-queue.ts';
import type { AccountSession } from './account-session.ts';
import { sessionStorage } from './session-storage.ts';
import { toTelegramError } from './to-telegram-error.ts';

export interface AccountClientSettings {
  /** From https://my.telegram.org. */
  apiId: number;
  apiHash: string;
  /** Shown in the list of devices of the account. */
  version: string;
  proxyUrl?: string | undefined;
  /** Other servers than Telegram's own: address of the first one, and the file of its public key. */
  server?: { host: string; port: number; keyFile: string } | undefined;
  /** For one call. Default 60 seconds. */
  timeoutInMs?: number | undefined;
}

export interface AccountClientDependencies {
  session: AccountSession;
  clock: Clock;
  delay: Delay;
}

export interface CallOptions {
  signal?: AbortSignal | undefined;
  /** Session of a takeout that the call belongs to. */
  takeoutId?: Long | undefined;
}

export type Answer<Request extends tl.RpcMethod> = tl.RpcCallReturn[Request['_']];

/**
 * The Telegram API on behalf of one account: one call at a time, none of a method before the time that Telegram named for it, whichever
 * program it named it to.
 */
export interface AccountClient {
  readonly session: AccountSession;
  readonly apiId: number;
  readonly apiHash: string;
  /** @throws TgParserError `telegram_*`, `channel_*`, `setting_invalid` */
  call<Request extends tl.RpcMethod>(request: Request, options?: CallOptions): Promise<Answer<Request>>;
  /** Proof that somebody knows the password, which itself is not sent. */
  provePassword(question: tl.account.RawPassword, password: string): Promise<tl.RawInputCheckPasswordSRP>;
  /** Resolves when Telegram tells that a code was scanned; only a client that was created for a login hears of it. */
  nextLoginToken(): Promise<void>;
  /** @param until milliseconds since 1970 */
  wait(until: number, signal: AbortSignal): Promise<void>;
  /** Goes on in another data centre, where the account lives. */
  moveTo(dataCentre: number): Promise<void>;
  close(): Promise<void>;
}

/** How long a farewell may take when the connection is being made at that moment. */
const farewellInMs = 2_000;

/** @param forLogin whether Telegram is to send updates: a QR code that was scanned is told by one */
export function createAccountClient(
  settings: AccountClientSettings,
  { session, clock, delay }: AccountClientDependencies,
  { forLogin = false }: { forLogin?: boolean } = {},
): AccountClient {
  const { apiId, apiHash, version, proxyUrl, server, timeoutInMs = 60_000 } = settings;
  const crypto = new NodeCryptoProvider();
  const queue = new RequestQueue({ pauseInMs: 0, jitter: 0, longestWaitInMs: 0 }, { clock, delay, random: Math.random });
  let onLoginToken = () => {};
  let client: Promise<MtClient> | null = null;
  return {
    session,
    apiId,
    apiHash,
    call: (request, options = {}) => queue.run(() => callOnce(request, options), options.signal),
    provePassword: (question, password) => computeSrpParams(crypto, question, password),
    nextLoginToken: () =>
      new Promise((resolve) => {
        onLoginToken = resolve;
      }),
    wait: (until, signal) => delay(Math.max(0, until - now()), signal),
    async moveTo(dataCentre) {
      await (await client)?.network.changePrimaryDc(dataCentre);
    },
    async close() {
      const opened = await client?.catch(() => null);
      const farewell = new AbortController();
      await Promise.race([opened?.disconnect().then(() => opened.destroy()), delay(farewellInMs, farewell.signal)]);
      farewell.abort();
    },
  };

  async function callOnce<Request extends tl.RpcMethod>(
    request: Request,
    { signal, takeoutId }: CallOptions,
  ): Promise<Answer<Request>> {
    const method = request._;
    refuseWaiting(method);
    client ??= connect();
    const answer = await send(await client, takeoutId ? inTakeout(request, takeoutId) : request, { method, signal });
    if (!isTlRpcError(answer)) {
      return answer as Answer<Request>;
    }
    const error = toTelegramError(answer, method);
    if (error.code === 'telegram_rate_limited') {
      session.update({ waits: { ...openWaits(), [method]: now() + (error.retryAfterMs ?? 0) } });
    }
    throw error;
  }

  /** A connection that is lost is made again by the library, which then repeats what was not answered. */
  async function send(
    connected: MtClient,
    request: tl.RpcMethod,
    { method, signal }: { method: string; signal: AbortSignal | undefined },
  ): Promise<unknown> {
    // The library's own timeout leaves a timer behind for each call.
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), timeoutInMs);
    try {
      const abortSignal = signal ? AbortSignal.any([signal, patience.signal]) : patience.signal;
      return await connected.call(request, { abortSignal });
    } catch (error) {
      if (signal?.aborted) {
        throw stopped();
      }
      if (!patience.signal.aborted && !(error instanceof MtcuteError)) {
        // Its message may hold what was asked: only its kind is said.
        const kind = error instanceof Error ? error.name : typeof error;
        throw new TgParserError('telegram_failed', `${method} could not be sent, or its answer not be read (${kind})`);
      }
      const reason = patience.signal.aborted
        ? `no answer to ${method} within ${timeoutInMs / 1000} s`
        : 'the connection was lost';
      throw new TgParserError('telegram_unreachable', `Telegram cannot be reached: ${reason}`, {
        retryable: true,
        hint: 'Look at the network and at TELEGRAM_PROXY_URL; the same command goes on from there.',
      });
    } finally {
      clearTimeout(timer);
    }
  }

  async function connect(): Promise<MtClient> {
    await crypto.initialize();
    if (server) {
      addPublicKey(crypto, readServerKey(server.keyFile));
    }
    const first = server && { id: 2, ipAddress: server.host, port: server.port };
    const connected = new MtClient({
      apiId,
      apiHash,
      crypto,
      storage: sessionStorage(session),
      // Its type leaves out an `undefined` that ours names.
      platform: new NodePlatform() as MtClientOptions['platform'],
      transport: createTransport(proxyUrl),
      disableUpdates: !forLogin,
      storageOptions: { cleanup: false },
      ...(first ? { defaultDcs: { main: first, media: first } } : {}),
      initConnectionOptions: { deviceModel: 'tg-parser', appVersion: version },
      // Waits and repetitions are ours: the library would keep silent about them.
      network: { middlewares: [] },
      logLevel: 0,
      onError: () => undefined,
    });
    connected.onUpdate.add((update) => {
      if (update._ === 'updateShort' && update.update._ === 'updateLoginToken') {
        onLoginToken();
      }
    });
    await connected.connect();
    return connected;
  }

  function refuseWaiting(method: string): void {
    const left = (session.content.waits[method] ?? 0) - now();
    if (left > 0) {
      throw new TgParserError(
        'telegram_rate_limited',
        `Telegram asks to wait ${Math.ceil(left / 1000)} s before the next ${method}`,
        {
          retryable: true,
          retryAfterMs: left,
        },
      );
    }
  }

  function openWaits(): Record<string, number> {
    return Object.fromEntries(Object.entries(session.content.waits).filter(([, until]) => until > now()));
  }

  function now(): number {
    return clock.now().getTime();
  }
}

function stopped(): TgParserError {
  return new TgParserError('interrupted', 'Reading from Telegram was stopped');
}

function inTakeout(query: tl.RpcMethod, takeoutId: Long): tl.RpcMethod {
  return { _: 'invokeWithTakeout', takeoutId, query } as tl.RpcMethod;
}

/** The value is not shown: it holds a password. */
function createTransport(proxyUrl: string | undefined) {
  try {
    return proxyUrl === undefined ? new TcpTransport() : proxyTransportFromUrl(proxyUrl);
  } catch {
    throw new TgParserError('setting_invalid', 'TELEGRAM_PROXY_URL is no address of a proxy', {
      hint: 'It looks like http://USER:PASSWORD@HOST:PORT or socks5://USER:PASSWORD@HOST:PORT.',
    });
  }
}

function readServerKey(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new TgParserError('setting_invalid', `TELEGRAM_SERVER_KEY_FILE names a file that cannot be read: ${path}`);
  }
}
