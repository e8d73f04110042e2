import { describe, expect, it } from 'vitest';
import { listedChannel } from '../../../test/support/telegram/listed-channel.ts';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { LivePage } from '../../ports/live-source.ts';
import { createPatience } from './patience.ts';
import { withPageRetries } from './with-page-retries.ts';

function open(pageSize = 2) {
  const channel = listedChannel({ pageSize });
  for (let count = 0; count < 7; count += 1) {
    channel.post();
  }
  const waits: number[] = [];
  const patience = createPatience({
    policy: { maxAttempts: 3, baseInMs: 100, maxInMs: 1_000, jitter: 0, longestWaitInMs: 60_000 },
    delay: async (inMs) => void waits.push(inMs),
    log: { log: () => undefined },
  });
  const live = withPageRetries(channel.open(), patience);
  return { channel, live, waits };
}

async function idsOf(pages: AsyncIterable<LivePage>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { messages } of pages) {
    ids.push(messages.map(({ id }) => id).join(' '));
  }
  return ids;
}

describe('a page that failed for a passing reason', () => {
  it('is asked for again, and what came before it is not', async () => {
    const { channel, live, waits } = open();
    channel.failing = new Set([2, 4, 5]);
    expect(await idsOf(live.readOlder({ beforeId: null }))).toEqual(['6 7', '4 5', '2 3', '1']);
    expect(waits).toEqual([100, 100, 200]);
    expect(channel.requests).toBe(7);
    channel.failing = new Set([8, 10]);
    expect(await idsOf(live.readNewer({ afterId: 3 }))).toEqual(['4 5', '6 7']);
  });

  it('is waited for exactly as long as Telegram asks, when that is not too long', async () => {
    const { channel, live, waits } = open();
    const waitFor = (retryAfterMs: number) => () =>
      new TgParserError('telegram_rate_limited', 'Wait', { retryable: true, retryAfterMs });
    channel.failing = new Set([1]);
    channel.failure = waitFor(37_000);
    await idsOf(live.readOlder({ beforeId: 4 }));
    expect(waits).toEqual([37_000]);
    channel.failing = new Set([channel.requests + 1]);
    channel.failure = waitFor(61_000);
    await expect(idsOf(live.readOlder({ beforeId: 4 }))).rejects.toMatchObject({ retryAfterMs: 61_000 });
    expect(waits).toHaveLength(1);
  });

  it('ends the reading after the last attempt, and at once when the reason does not pass', async () => {
    const { channel, live, waits } = open();
    channel.failing = new Set([2, 3, 4]);
    await expect(idsOf(live.readOlder({ beforeId: null }))).rejects.toMatchObject({ code: 'telegram_unreachable' });
    expect(waits).toEqual([100, 200]);
    channel.failing = new Set([channel.requests + 1]);
    channel.failure = () => new TgParserError('channel_private', 'Gone');
    await expect(idsOf(live.readOlder({ beforeId: null }))).rejects.toMatchObject({ code: 'channel_private' });
    expect(waits).toHaveLength(2);
  });

  it('is not waited for after an abort', async () => {
    const { channel, live, waits } = open();
    channel.failing = new Set([1]);
    const reading = idsOf(live.readOlder({ beforeId: null }, { signal: AbortSignal.abort() }));
    await expect(reading).rejects.toMatchObject({ code: 'telegram_unreachable' });
    expect(waits).toEqual([]);
  });
});
