import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Long, type tl } from '@mtcute/node';
import { answerChannels } from './answer-channels.ts';
import { createLogins } from './answer-logins.ts';
import type { MtprotoClient, TlAnswer } from './mtproto-client.ts';
import { MtprotoServer } from './mtproto-server.ts';
import type { MtprotoAccount, MtprotoChannel, MtprotoWorld } from './mtproto-world.ts';
import type { TlRequest } from './read-tl-method.ts';
import { NoAnswer, RpcFailure } from './rpc-failure.ts';

/** What goes wrong with a request. */
export type MtprotoFault =
  | { kind: 'error'; code: number; text: string }
  /** The connection is cut before the answer. */
  | { kind: 'cut' }
  /** No answer ever comes. */
  | { kind: 'silence' };

export interface RecordedMtprotoRequest {
  method: string;
  request: TlRequest;
  /** Milliseconds, as `performance.now()` has them. */
  at: number;
  /** Whether it was made in a takeout session. */
  isTakeout: boolean;
}

export interface TelegramMtproto {
  /** Settings with which the program finds it. */
  readonly environment: Record<string, string>;
  readonly world: MtprotoWorld;
  /** What was asked, without what clients say for their own sake (configuration of the network). */
  readonly requests: RecordedMtprotoRequest[];
  /** Requests that were under way at the same time, at most. */
  concurrencyPeak: number;
  /** Called when something is asked for, before it is answered. */
  onRequest: (request: RecordedMtprotoRequest) => void;
  /** Next answers of a method, first come first served. */
  fail(method: string, ...faults: MtprotoFault[]): void;
  channel(id: number): MtprotoChannel;
  /** A device of the account scans the code that was shown last. */
  scanQr(userId: number): void;
  /** Ends the sessions of an account, as its owner can in another client. */
  endSessions(userId: number): void;
  close(): Promise<void>;
}

/** Requests that clients make to find their way. */
const overhead = new Set(['help.getConfig', 'help.getNearestDc', 'updates.getState', 'help.getCdnConfig', 'help.getAppConfig']);

/** Serves MTProto as Telegram's data centres do, on a port of this machine. */
export async function startTelegramMtproto({
  folder,
  accounts = [],
  channels = [],
}: {
  /** Where the public key of the server is left. */
  folder: string;
  accounts?: MtprotoAccount[];
  channels?: MtprotoChannel[];
}): Promise<TelegramMtproto> {
  const world: MtprotoWorld = { accounts, channels: new Map(channels.map((channel) => [channel.id, channel])) };
  const requests: RecordedMtprotoRequest[] = [];
  const faults = new Map<string, MtprotoFault[]>();
  const server = new MtprotoServer(answer);
  let underWay = 0;
  const logins = createLogins(world, server);
  const port = await server.listen();
  const keyFile = join(folder, 'server-key.pem');
  writeFileSync(keyFile, server.publicKeyPem);

  const telegram: TelegramMtproto = {
    environment: {
      TELEGRAM_API_ID: '12345',
      TELEGRAM_API_HASH: '0123456789abcdef0123456789abcdef',
      TELEGRAM_SERVER: `127.0.0.1:${port}`,
      TELEGRAM_SERVER_KEY_FILE: keyFile,
    },
    world,
    requests,
    concurrencyPeak: 0,
    onRequest: () => undefined,
    fail(method, ...some) {
      faults.set(method, [...(faults.get(method) ?? []), ...some]);
    },
    channel(id) {
      const found = world.channels.get(id);
      if (!found) {
        throw new Error(`there is no channel ${id}`);
      }
      return found;
    },
    scanQr: (userId) => logins.scan(userId),
    endSessions(userId) {
      for (const key of server.keys.values()) {
        key.userId = key.userId === userId ? null : key.userId;
      }
    },
    close: () => server.close(),
  };
  return telegram;

  async function answer(wrapped: TlRequest, client: MtprotoClient): Promise<TlAnswer> {
    const { request, isTakeout } = unwrap(wrapped);
    if (request._ === 'help.getConfig') {
      return configuration();
    }
    if (overhead.has(request._)) {
      return answerOne(request, client);
    }
    underWay += 1;
    telegram.concurrencyPeak = Math.max(telegram.concurrencyPeak, underWay);
    try {
      // What was sent together with it arrives before it is answered.
      await setImmediate();
      return await answerOne(request, client, isTakeout);
    } finally {
      underWay -= 1;
    }
  }

  async function answerOne(request: TlRequest, client: MtprotoClient, isTakeout = false): Promise<TlAnswer> {
    const method = request._;
    if (!overhead.has(method)) {
      const record = { method, request, at: performance.now(), isTakeout };
      requests.push(record);
      telegram.onRequest(record);
    }
    const fault = faults.get(method)?.shift();
    if (fault) {
      throw failureOf(fault, client);
    }
    const login = await logins.answer(request, client);
    if (login !== undefined) {
      return login;
    }
    if (client.key.userId === null) {
      throw new RpcFailure(401, 'AUTH_KEY_UNREGISTERED');
    }
    return answerChannels(world, request);
  }

  function failureOf(fault: MtprotoFault, client: MtprotoClient): Error {
    switch (fault.kind) {
      case 'error':
        return new RpcFailure(fault.code, fault.text);
      case 'cut':
        client.destroy();
        return new NoAnswer();
      case 'silence':
        return new NoAnswer();
    }
  }

  /** Every data centre is this one. */
  function configuration(): tl.RawConfig {
    const now = Math.floor(Date.now() / 1000);
    return {
      _: 'config',
      date: now,
      expires: now + 3600,
      testMode: false,
      thisDc: 2,
      dcOptions: [1, 2, 3, 4, 5].map((id) => ({ _: 'dcOption', id, ipAddress: '127.0.0.1', port })),
      dcTxtDomainName: '',
      chatSizeMax: 200,
      megagroupSizeMax: 200_000,
      forwardedCountMax: 100,
      onlineUpdatePeriodMs: 210_000,
      offlineBlurTimeoutMs: 5_000,
      offlineIdleTimeoutMs: 30_000,
      onlineCloudTimeoutMs: 300_000,
      notifyCloudDelayMs: 30_000,
      notifyDefaultDelayMs: 1_500,
      pushChatPeriodMs: 60_000,
      pushChatLimit: 2,
      editTimeLimit: 172_800,
      revokeTimeLimit: 172_800,
      revokePmTimeLimit: 172_800,
      ratingEDecay: 2_419_200,
      stickersRecentLimit: 200,
      channelsReadMediaPeriod: 604_800,
      callReceiveTimeoutMs: 20_000,
      callRingTimeoutMs: 90_000,
      callConnectTimeoutMs: 30_000,
      callPacketTimeoutMs: 10_000,
      meUrlPrefix: 'https://t.me/',
      captionLengthMax: 1024,
      messageLengthMax: 4096,
      webfileDcId: 4,
    };
  }
}

/** Takes the request out of what says how it is made. */
function unwrap(wrapped: TlRequest): { request: TlRequest; isTakeout: boolean } {
  let request = wrapped;
  let isTakeout = false;
  while (request._.startsWith('invoke') || request._ === 'initConnection') {
    if (request._ === 'invokeWithTakeout') {
      isTakeout = true;
      if (!Long.isLong(request.takeoutId)) {
        throw new RpcFailure(403, 'TAKEOUT_REQUIRED');
      }
    }
    request = request.query as TlRequest;
  }
  return { request, isTakeout };
}
