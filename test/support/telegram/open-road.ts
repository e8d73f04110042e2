import { mkdirSync } from 'node:fs';
import { expect, onTestFinished } from 'vitest';
import { logInForTest } from '../telegram-mtproto/log-in-for-test.ts';
import { MtprotoChannel } from '../telegram-mtproto/mtproto-world.ts';
import { startTelegramMtproto } from '../telegram-mtproto/start-telegram-mtproto.ts';
import { startTelegramWeb } from '../telegram-web/start-telegram-web.ts';
import { makeChannel } from './make-channel.ts';
import type { TelegramMessage } from './telegram-messages.ts';

export type RoadName = 'web' | 'mtproto';

/** What goes wrong with one request. */
export type RoadFault = 'cut' | 'overload' | 'wait';

/** A channel that is reached by one road, and can be changed as its owner would. */
export interface Road {
  /** With which the program finds it. */
  settings: Record<string, string>;
  messages(): TelegramMessage[];
  post(message: TelegramMessage): void;
  edit(id: number, text: string): void;
  remove(id: number): void;
  rename(username: string, title: string): void;
  /** What was asked for: pages by their place in the history, everything else by its name. */
  positions: string[];
  /** Happens to the next page that is asked for. */
  fail(fault: RoadFault): void;
  /** Called when something is asked for, before it is answered. */
  onRequest: () => void;
}

export interface RoadOpening {
  messages: TelegramMessage[];
  /** Where a session is left, for the road that needs one. */
  dataFolder: string;
  channel?: MtprotoChannel | undefined;
}

/** Starts a fake of Telegram with one channel, for the time of a test. */
export function openRoad(name: RoadName, { messages, dataFolder, channel }: RoadOpening): Promise<Road> {
  return name === 'web' ? openWeb(messages) : openMtproto(channel ?? new MtprotoChannel(makeChannel({ messages })), dataFolder);
}

async function openWeb(messages: TelegramMessage[]): Promise<Road> {
  const { username } = makeChannel();
  const web = await startTelegramWeb([makeChannel({ messages })]);
  onTestFinished(() => web.close());
  let channel = web.channels.get(username) ?? expect.fail('no channel');
  const faults = {
    cut: { kind: 'reset' },
    overload: { kind: 'status', status: 503 },
    wait: { kind: 'status', status: 429, retryAfterSeconds: 1 },
  } as const;
  const road: Road = {
    settings: { TELEGRAM_WEB_BASE_URL: web.url, TELEGRAM_WEB_PAUSE: '0' },
    messages: () => channel.messages,
    post: (message) => void channel.messages.push(message),
    edit(id, text) {
      channel.messages = channel.messages.map((message) =>
        message.id === id ? { ...message, text, entities: [], editedAt: message.date + 9 } : message,
      );
    },
    remove(id) {
      channel.messages = channel.messages.filter((message) => message.id !== id);
    },
    rename(name, title) {
      web.channels.delete(channel.username);
      web.renamed.set(channel.username, name);
      channel = { ...channel, username: name, title };
      web.channels.set(name, channel);
    },
    positions: [],
    fail: (fault) => void web.faults.set(web.requests.length + 1, faults[fault]),
    onRequest: () => undefined,
  };
  web.onRequest = ({ path }) => {
    road.positions.push(path.replace(/^[^?]*/, ''));
    road.onRequest();
  };
  return road;
}

async function openMtproto(channel: MtprotoChannel, dataFolder: string): Promise<Road> {
  const account = { userId: 700_000_007, phone: '358401234567', firstName: 'Aino', code: '24680' };
  mkdirSync(dataFolder, { recursive: true });
  const telegram = await startTelegramMtproto({ folder: dataFolder, accounts: [account], channels: [channel] });
  onTestFinished(() => telegram.close());
  await logInForTest(telegram, dataFolder);
  const faults = {
    cut: { kind: 'cut' },
    overload: { kind: 'error', code: 500, text: 'RPC_CALL_FAIL' },
    wait: { kind: 'error', code: 420, text: 'FLOOD_WAIT_1' },
  } as const;
  const road: Road = {
    settings: telegram.environment,
    messages: () => channel.channel.messages,
    post: (message) => channel.post(message),
    edit: (id, text) => channel.edit(id, { text, entities: [], editedAt: 1_790_000_000 }),
    remove: (id) => channel.remove(id),
    rename(username, title) {
      channel.channel = { ...channel.channel, username, title };
    },
    positions: [],
    fail: (fault) => telegram.fail('messages.getHistory', faults[fault]),
    onRequest: () => undefined,
  };
  telegram.onRequest = ({ method, request }) => {
    const isPage = method === 'messages.getHistory';
    road.positions.push(isPage && request.offsetId ? `${request.offsetId} ${request.addOffset}` : isPage ? '' : method);
    road.onRequest();
  };
  return road;
}
