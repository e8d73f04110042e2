import { expect, it } from 'vitest';
import { parseMessageLink } from './parse-message-link.ts';
import { telegramUrl } from './telegram-url.ts';

it.each([
  ['https://t.me/gardeners/42', { channel: 'gardeners', space: 'post', messageId: 42 }],
  ['t.me/s/gardeners/42', { channel: 'gardeners', space: 'post', messageId: 42 }],
  ['https://t.me/c/1234567890/42', { channel: '1234567890', space: 'post', messageId: 42 }],
  ['https://t.me/c/1234567890/7/42', { channel: '1234567890', space: 'post', messageId: 42 }],
  ['https://telegram.me/gardeners/42?single&thread=3', { channel: 'gardeners', space: 'post', messageId: 42 }],
  [' https://t.me/gardeners/42?comment=77 ', { channel: 'gardeners', space: 'comment', messageId: 77 }],
] as const)('reads %s', (text, link) => {
  expect(parseMessageLink(text)).toEqual(link);
});

it.each([
  'https://t.me/gardeners',
  'https://t.me/c/1234567890',
  'https://example.org/abc/42',
  '42',
  't.me/abc/x',
  't.me/abc/4?comment=x',
])('takes %s for no message', (text) => {
  expect(parseMessageLink(text)).toBeNull();
});

it('reads back every address that is written for a message', () => {
  const channel = { channelId: '1234567890', username: null, kind: 'channel' } as const;
  for (const space of ['post', 'comment'] as const) {
    const url = telegramUrl(channel, { space, messageId: '42', threadId: '7' });
    expect(parseMessageLink(url ?? '')).toEqual({ channel: '1234567890', space, messageId: 42 });
  }
});
