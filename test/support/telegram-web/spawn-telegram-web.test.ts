import { expect, onTestFinished, test } from 'vitest';
import { openWebChannel } from '../../../src/adapters/telegram-web/open-web-channel.ts';
import { openClientForTest } from './open-client-for-test.ts';
import { spawnTelegramWeb } from './spawn-telegram-web.ts';

test('a fake in another process serves a channel of the length that was asked for', async () => {
  const count = Number(process.env.WEB_MESSAGES ?? 60);
  const web = await spawnTelegramWeb({ count });
  onTestFinished(() => web.close());
  const { client } = await openClientForTest([], { baseUrl: web.url });
  const source = await openWebChannel(client, { username: web.username, channelId: null });
  let read = 0;
  for await (const { messages } of source.readOlder({ beforeId: null })) {
    read += messages.length;
  }
  expect(source.channel.channelId).toBe(web.channelId);
  expect(read).toBe(web.messages);
  expect(read).toBeGreaterThan(count * 0.9);
});
