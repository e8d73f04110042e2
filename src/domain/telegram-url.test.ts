import { describe, expect, it } from 'vitest';
import { telegramUrl } from './telegram-url.ts';

const channel = { channelId: '1234567890', username: 'some_news', kind: 'channel' } as const;
const post = { space: 'post', messageId: '42' } as const;
const comment = { space: 'comment', messageId: '901', threadId: '42' } as const;

describe('telegramUrl', () => {
  it('uses the public name when there is one', () => {
    expect(telegramUrl(channel, post)).toBe('https://t.me/some_news/42');
  });

  it('uses the numeric id of a channel or supergroup without public name', () => {
    expect(telegramUrl({ ...channel, username: null }, post)).toBe('https://t.me/c/1234567890/42');
    expect(telegramUrl({ ...channel, username: null, kind: 'unknown' }, post)).toBe('https://t.me/c/1234567890/42');
  });

  it('points at a comment under its post, and at nothing when the post is not known', () => {
    expect(telegramUrl(channel, comment)).toBe('https://t.me/some_news/42?comment=901');
    expect(telegramUrl({ ...channel, username: null }, comment)).toBe('https://t.me/c/1234567890/42?comment=901');
    expect(telegramUrl(channel, { ...comment, threadId: undefined })).toBeNull();
  });

  it('has no address for basic groups, private chats and imports without a numeric id', () => {
    expect(telegramUrl({ ...channel, kind: 'group' }, post)).toBeNull();
    expect(telegramUrl({ ...channel, kind: 'personal' }, post)).toBeNull();
    expect(telegramUrl({ channelId: 'html-some-news', username: null, kind: 'unknown' }, post)).toBeNull();
  });

  it('makes no address from a name that cannot be one', () => {
    expect(telegramUrl({ ...channel, username: 'evil.example/x?' }, post)).toBe('https://t.me/c/1234567890/42');
  });
});
