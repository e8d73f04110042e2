// Run as a process of its own: serve-telegram-mtproto.ts '{"count": 100000, "folder": "/tmp/x"}'
// Serves one channel of so many messages, leaves the public key of the server in the folder, prints where as a line of JSON, and ends with
// its standard input.
import { makeChannel, makeMessages } from '../telegram/make-channel.ts';
import { type MtprotoAccount, MtprotoChannel } from './mtproto-world.ts';
import { startTelegramMtproto } from './start-telegram-mtproto.ts';

/** The line that says where it listens, and what is there. */
export interface MtprotoAnnouncement {
  environment: Record<string, string>;
  /** Who may log in. */
  account: MtprotoAccount;
  messages: number;
}

export interface ServedMtprotoChannel {
  count: number;
  folder: string;
}

const account: MtprotoAccount = { userId: 700_000_007, phone: '358401234567', firstName: 'Aino', code: '24680' };

const { count, folder } = JSON.parse(process.argv[2] ?? '{"count": 100, "folder": "."}') as ServedMtprotoChannel;
const channel = makeChannel({ messages: makeMessages(count) });
const telegram = await startTelegramMtproto({ folder, accounts: [account], channels: [new MtprotoChannel(channel)] });
process.stdin.resume().on('end', () => process.exit(0));
const announcement: MtprotoAnnouncement = { environment: telegram.environment, account, messages: channel.messages.length };
console.log(JSON.stringify(announcement));
