import { describe, expect, it } from 'vitest';
import { openTemporaryDatabases } from '../../test/contract/open-temporary-databases.ts';
import { channelId, listedChannel } from '../../test/support/telegram/listed-channel.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { LiveTarget } from '../ports/live-source.ts';
import { ingestLiveSource } from './ingest-live-source.ts';

async function open() {
  const stores = await openTemporaryDatabases();
  const channel = listedChannel({ pageSize: 10 });
  for (let count = 0; count < 25; count += 1) {
    channel.post();
  }
  let now = new Date('2026-05-06T10:00:00Z');
  const opened: [string, LiveTarget][] = [];
  let refusal: TgParserError | null = null;
  const dependencies = {
    ...stores,
    clock: { now: () => now },
    delay: async (inMs: number) => void pass(inMs),
    log: { log: () => undefined },
    telegramRetry: { maxAttempts: 5, baseInMs: 100, maxInMs: 1_000, jitter: 0, longestWaitInMs: 60_000 },
    openLive: async (via: 'web' | 'mtproto', { username, channelId: id }: LiveTarget) => {
      opened.push([via, { username, channelId: id }]);
      if (refusal) {
        throw refusal;
      }
      return channel.open();
    },
  };
  function pass(inMs: number): void {
    now = new Date(now.getTime() + inMs);
  }
  return {
    ...stores,
    channel,
    opened,
    pass,
    refuse: (error: TgParserError | null) => {
      refusal = error;
    },
    source: async () => (await stores.sourceStore.get('listed')) ?? expect.fail('no source'),
    ingest: (sourceName = '@listed', via: 'web' | 'mtproto' | null = null) =>
      ingestLiveSource(dependencies, { sourceName, via }, {}),
  };
}

const flood = (seconds: number) => () =>
  new TgParserError('telegram_rate_limited', 'Wait', { retryable: true, retryAfterMs: seconds * 1000 });

describe('a live source', () => {
  it('is registered under its public name at first contact, and read by the same road again', async () => {
    const { ingest, source, opened, sourceStore } = await open();
    const { isNewSource, report } = await ingest();
    expect(isNewSource).toBe(true);
    expect(report).toMatchObject({ step: 'ingest', outcome: 'done', added: 25 });
    expect(await source()).toMatchObject({ channelId, username: 'listed', title: 'Listed', via: 'web', status: 'active' });
    expect(await ingest('listed')).toMatchObject({ isNewSource: false, report: { outcome: 'nothing_to_do' } });
    expect(opened).toEqual([
      ['web', { username: 'listed', channelId: null }],
      ['web', { username: 'listed', channelId }],
    ]);
    expect(await sourceStore.lastAttempt('listed')).toMatchObject({ outcome: 'done', messagesAdded: 0 });
  });

  it('that was renamed keeps its id, and its earlier names', async () => {
    const { ingest, source, channel, sourceStore } = await open();
    await ingest();
    channel.name = { title: 'Renamed', username: 'renamed' };
    await ingest('listed');
    expect(await source()).toMatchObject({ sourceId: 'listed', username: 'renamed', title: 'Renamed' });
    expect((await sourceStore.nameHistory('listed')).map(({ value }) => value)).toContain('Listed');
  });

  it('waits inside the run for a short time that Telegram names, and goes on', async () => {
    const { ingest, channel, source } = await open();
    channel.failing = new Set([2]);
    channel.failure = flood(30);
    expect((await ingest()).report).toMatchObject({ outcome: 'done', added: 25 });
    expect(await source()).toMatchObject({ status: 'active', rateLimitedUntil: null });
  });

  it('remembers a long wait, makes no request before its end, and goes on by itself after it', async () => {
    const { ingest, channel, source, opened, pass } = await open();
    channel.failing = new Set([2]);
    channel.failure = flood(3_600);
    await expect(ingest()).rejects.toMatchObject({ code: 'telegram_rate_limited' });
    expect(await source()).toMatchObject({ status: 'active', rateLimitedUntil: '2026-05-06T11:00:00Z' });
    pass(3_599_000);
    await expect(ingest('listed')).rejects.toMatchObject({ message: expect.stringContaining('2026-05-06T11:00:00Z') });
    expect([opened.length, channel.requests]).toEqual([1, 2]);
    pass(1_000);
    expect((await ingest('listed')).report).toMatchObject({ outcome: 'done', added: 15 });
    expect((await source()).rateLimitedUntil).toBeNull();
  });

  it('is in error when its channel is gone, with the reason, and active again after a run that works', async () => {
    const { ingest, refuse, source } = await open();
    await ingest();
    refuse(new TgParserError('channel_private', 'The channel is private'));
    await expect(ingest('listed')).rejects.toMatchObject({ code: 'channel_private' });
    expect(await source()).toMatchObject({ status: 'error', statusCode: 'channel_private' });
    refuse(null);
    await ingest('listed');
    expect(await source()).toMatchObject({ status: 'active', statusCode: null });
  });

  it('does not change its status for a passing failure, and remembers the attempt', async () => {
    const { ingest, channel, source, sourceStore } = await open();
    await ingest();
    channel.failing = new Set(Array.from({ length: 50 }, (_, index) => channel.requests + 1 + index));
    await expect(ingest('listed')).rejects.toMatchObject({ code: 'telegram_unreachable' });
    expect(await source()).toMatchObject({ status: 'active', statusCode: null });
    expect(await sourceStore.lastAttempt('listed')).toMatchObject({ outcome: 'failed', errorCode: 'telegram_unreachable' });
  });

  it('is not read while it is paused', async () => {
    const { ingest, sourceStore, opened } = await open();
    await ingest();
    await sourceStore.update('listed', { status: 'paused' }, '2026-05-06T10:00:00Z');
    await expect(ingest('listed')).rejects.toMatchObject({ code: 'usage_invalid', hint: expect.stringContaining('resume') });
    expect(opened).toHaveLength(1);
  });

  it('refuses another channel under the name of a known one', async () => {
    const { ingest, sourceStore } = await open();
    await sourceStore.add({ sourceId: 'listed', channelId: '7', username: 'listed', via: 'web' }, '2026-05-06T10:00:00Z');
    await expect(ingest('listed')).rejects.toMatchObject({ code: 'source_exists' });
  });
});
