// Run as a process of its own: serve-telegram-web.ts '{"count": 100000, "seed": 1}'
// Serves one channel of so many messages, prints where as a line of JSON, and ends with its standard input.
import { makeChannel, makeMessages } from '../telegram/make-channel.ts';
import { startTelegramWeb } from './start-telegram-web.ts';

/** The line that says where it listens, and what is there. */
export interface WebAnnouncement {
  url: string;
  username: string;
  channelId: string;
  messages: number;
}

export interface ServedChannel {
  count: number;
  seed?: number;
}

const { count, seed } = JSON.parse(process.argv[2] ?? '{"count": 100}') as ServedChannel;
const channel = makeChannel({ messages: makeMessages(count, seed) });
const web = await startTelegramWeb([channel]);
process.stdin.resume().on('end', () => process.exit(0));
console.log(
  JSON.stringify({
    url: web.url,
    username: channel.username,
    channelId: channel.id,
    messages: channel.messages.length,
  } satisfies WebAnnouncement),
);
