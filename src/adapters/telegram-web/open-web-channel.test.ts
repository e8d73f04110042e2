import { existsSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeChannel, makeMessages } from '../../../test/support/telegram/make-channel.ts';
import { openClientForTest, type WebForTest } from '../../../test/support/telegram-web/open-client-for-test.ts';
import type { LivePage } from '../../ports/live-source.ts';
import { openWebChannel } from './open-web-channel.ts';
import { createWebClient } from './web-client.ts';

const fixtures = fileURLToPath(new URL('../../../../shared/fixtures/web', import.meta.url));
const recorded = (name: string) => readFileSync(`${fixtures}/${name}`, 'utf8');

async function serve(answer: RequestListener) {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = createWebClient(
    {
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      userAgent: 'tg-parser/test',
      pauseInMs: 0,
    },
    { clock: { now: () => new Date() }, delay: async () => undefined },
  );
  onTestFinished(async () => {
    await client.close();
    server.close();
  });
  return { client, requests };
}

describe.skipIf(!existsSync(fixtures))('a channel with recorded pages', () => {
  test('is opened and read from its newest page with one request', async () => {
    const { client, requests } = await serve((_, response) => response.end(recorded('channel-page.html')));
    const source = await openWebChannel(client, { username: 'WalterBloomberg', channelId: null });
    expect(source.channel).toMatchObject({ channelId: '1976111514', username: 'walterbloomberg', kind: 'channel' });
    for await (const page of source.readOlder({ beforeId: null })) {
      expect(page.messages).toHaveLength(20);
      expect(page).toMatchObject({ covers: { firstId: 22878, lastId: 22898 }, isLast: false, damages: [] });
      break;
    }
    expect(requests).toEqual(['/s/walterbloomberg']);
    expect(source.unknownShapes()).toEqual([]);
  });

  test('that has no preview is named with the other doors', async () => {
    const { client, requests } = await serve((request, response) => {
      const isPreview = request.url?.startsWith('/s/');
      response.writeHead(isPreview ? 302 : 200, isPreview ? { location: 'https://t.me/recorded' } : {});
      response.end(isPreview ? '' : recorded('no-preview.html'));
    });
    const opened = openWebChannel(client, { username: 'recorded', channelId: null });
    await expect(opened).rejects.toMatchObject({ code: 'channel_no_preview', hint: expect.stringContaining('mtproto') });
    expect(requests).toEqual(['/s/recorded', '/recorded']);
  });
});

const target = { username: 'harbour_news', channelId: null };
const idsOf = (messages: readonly { id: unknown }[]) => messages.map(({ id }) => Number(id));

async function collect(pages: AsyncIterable<LivePage>): Promise<LivePage[]> {
  const all: LivePage[] = [];
  for await (const page of pages) {
    all.push(page);
  }
  return all;
}

const paths = ({ web }: WebForTest) => web.requests.map(({ path }) => path);

describe('a channel', () => {
  test('is read whole downwards: each message once, one request a page, no request for the first page again', async () => {
    const channel = makeChannel({ messages: makeMessages(333) });
    const opened = await openClientForTest([channel]);
    const source = await openWebChannel(opened.client, target);
    expect(source.channel).toEqual({
      channelId: channel.id,
      title: channel.title,
      username: channel.username,
      kind: 'channel',
      notices: [],
    });
    const pages = await collect(source.readOlder({ beforeId: null }));
    expect(idsOf(pages.toReversed().flatMap(({ messages }) => messages))).toEqual(idsOf(channel.messages));
    expect(pages.map(({ isLast }) => isLast)).toEqual([...pages.slice(1).map(() => false), true]);
    expect(opened.web.requests).toHaveLength(Math.ceil(channel.messages.length / 20));
    expect(pages.flatMap(({ damages }) => damages)).toEqual([]);
  });

  test('is read upwards from above a message', async () => {
    const channel = makeChannel({ messages: makeMessages(100) });
    const opened = await openClientForTest([channel]);
    const source = await openWebChannel(opened.client, target);
    const from = channel.messages[30]?.id ?? 0;
    const pages = await collect(source.readNewer({ afterId: from }));
    expect(idsOf(pages.flatMap(({ messages }) => messages))).toEqual(idsOf(channel.messages.slice(31)));
    expect(opened.web.requests).toHaveLength(1 + Math.ceil((channel.messages.length - 31) / 20));
  });

  test('with nothing new costs one request', async () => {
    const opened = await openClientForTest([makeChannel({ messages: makeMessages(100) })]);
    const source = await openWebChannel(opened.client, target);
    for await (const page of source.readOlder({ beforeId: null })) {
      expect(page.messages.length).toBeGreaterThan(0);
      break;
    }
    expect(paths(opened)).toEqual(['/s/harbour_news']);
  });

  test('that is looked at again is fetched again', async () => {
    const channel = makeChannel({ messages: makeMessages(5) });
    const opened = await openClientForTest([channel]);
    const source = await openWebChannel(opened.client, target);
    await collect(source.readOlder({ beforeId: null }));
    channel.messages = makeMessages(8);
    const [page] = await collect(source.readOlder({ beforeId: null }));
    expect(idsOf(page?.messages ?? [])).toEqual(idsOf(channel.messages));
    expect(opened.web.requests).toHaveLength(2);
  });

  test('answers for ids between messages it shows, also across two pages, and for none above the newest or below the oldest', async () => {
    const posted = makeMessages(60).filter(({ id }) => id % 20 !== 0);
    const opened = await openClientForTest([makeChannel({ messages: posted })]);
    const source = await openWebChannel(opened.client, target);
    const pages = await collect(source.readOlder({ beforeId: null }));
    const covered = pages.toReversed().map(({ covers }) => covers);
    expect(covered[0]?.firstId).toBe(posted[0]?.id);
    expect(covered.at(-1)?.lastId).toBe(posted.at(-1)?.id);
    for (const [index, cover] of covered.slice(1).entries()) {
      expect(cover?.firstId).toBe((covered[index]?.lastId ?? 0) + 1);
    }
  });

  test('with a post that cannot be read answers for nothing on that page and names the damage', async () => {
    const channel = makeChannel({ messages: makeMessages(5) });
    const opened = await openClientForTest([channel]);
    const { html } = await opened.client.get('/s/harbour_news');
    opened.web.faults.set(2, { kind: 'page', html: (html ?? '').replace('datetime="2024-01-01T00:01', 'datetime="soon') });
    const source = await openWebChannel(opened.client, target);
    const [page] = await collect(source.readOlder({ beforeId: null }));
    expect(page?.covers).toBeNull();
    expect(page?.damages).toMatchObject([{ file: '/s/harbour_news', problem: expect.stringContaining('no usable date') }]);
  });

  test('shows edits and deletions as they are at that moment', async () => {
    const channel = makeChannel({ messages: makeMessages(6) });
    const opened = await openClientForTest([channel]);
    const source = await openWebChannel(opened.client, target);
    await collect(source.readOlder({ beforeId: null }));
    const [first, second, ...rest] = channel.messages;
    channel.messages = [...(first ? [{ ...first, text: 'mended', entities: [], editedAt: 1_704_100_000 }] : []), ...rest];
    const [page] = await collect(source.readOlder({ beforeId: null }));
    expect(idsOf(page?.messages ?? [])).not.toContain(second?.id);
    expect(page?.messages[0]).toMatchObject({ text: 'mended', is_edited: true });
  });

  test('goes on with the next page after a failure, in the hands of its caller', async () => {
    const channel = makeChannel({ messages: makeMessages(50) });
    const opened = await openClientForTest([channel]);
    const source = await openWebChannel(opened.client, target);
    opened.web.faults.set(2, { kind: 'cut' });
    const pages = source.readOlder({ beforeId: null })[Symbol.asyncIterator]();
    const first = await pages.next();
    await expect(pages.next()).rejects.toMatchObject({ code: 'telegram_failed', retryable: true });
    const beforeId = Number(first.value?.messages[0]?.id);
    const rest = await collect(source.readOlder({ beforeId }));
    expect(idsOf(rest.toReversed().flatMap(({ messages }) => messages))).toEqual(
      idsOf(channel.messages.filter(({ id }) => id < beforeId)),
    );
  });
});

describe('a name', () => {
  test.each([
    ['channel', 'channel_no_preview'],
    ['group', 'channel_no_preview'],
    ['person', 'channel_missing'],
    ['nobody', 'channel_missing'],
  ] as const)('without preview that belongs to a %s ends in %s, after two requests', async (kind, code) => {
    const opened = await openClientForTest();
    opened.web.cards.set('harbour_news', kind);
    await expect(openWebChannel(opened.client, target)).rejects.toMatchObject({ code, retryable: false });
    expect(paths(opened)).toEqual(['/s/harbour_news', '/harbour_news']);
  });

  test('that is an invitation is private, without a request', async () => {
    const opened = await openClientForTest();
    const target = { username: null, channelId: null, invitation: 'AbCdEfGhIj' };
    await expect(openWebChannel(opened.client, target)).rejects.toMatchObject({ code: 'channel_private' });
    await expect(openWebChannel(opened.client, { username: null, channelId: '1500000000' })).rejects.toMatchObject({
      code: 'usage_invalid',
    });
    expect(opened.web.requests).toEqual([]);
  });

  test('that the channel gave up for another leads to it', async () => {
    const opened = await openClientForTest([makeChannel({ username: 'north_harbour', messages: makeMessages(30) })]);
    opened.web.renamed.set('harbour_news', 'north_harbour');
    const source = await openWebChannel(opened.client, { username: 'harbour_news', channelId: '1500000000' });
    expect(source.channel).toMatchObject({ username: 'north_harbour', channelId: '1500000000' });
    await collect(source.readOlder({ beforeId: 20 }));
    expect(paths(opened)).toEqual(['/s/harbour_news', '/s/north_harbour', '/s/north_harbour?before=20']);
  });

  test('that belongs to another channel today is refused, when it is opened and in the middle', async () => {
    const channel = makeChannel({ messages: makeMessages(50) });
    const opened = await openClientForTest([channel]);
    const wrong = openWebChannel(opened.client, { username: 'harbour_news', channelId: '1600000000' });
    await expect(wrong).rejects.toMatchObject({ code: 'channel_missing', message: expect.stringContaining('1500000000') });
    const source = await openWebChannel(opened.client, target);
    channel.id = '1700000000';
    await expect(collect(source.readOlder({ beforeId: 30 }))).rejects.toMatchObject({ code: 'channel_missing' });
  });

  test('of an empty channel is accepted when its id is known, and else said to be in need of one', async () => {
    const opened = await openClientForTest([makeChannel()]);
    const source = await openWebChannel(opened.client, { ...target, channelId: '1500000000' });
    expect(await collect(source.readOlder({ beforeId: null }))).toEqual([
      { messages: [], covers: null, isLast: true, threads: [], damages: [] },
    ]);
    const unknown = openWebChannel(opened.client, target);
    await expect(unknown).rejects.toMatchObject({ code: 'channel_no_preview', hint: expect.stringContaining('--channel-id') });
  });

  test.each([
    ['a page of a proxy', '<html><body><h1>Please log in to the network</h1></body></html>'],
    [
      'a question whether one is human',
      '<!DOCTYPE html><html><head><title>Just a moment...</title></head><body></body></html>',
    ],
    ['nothing', ''],
  ])('answered with %s is a passing failure', async (_, html) => {
    const opened = await openClientForTest([makeChannel({ messages: makeMessages(3) })]);
    opened.web.faults.set(1, { kind: 'page', html });
    await expect(openWebChannel(opened.client, target)).rejects.toMatchObject({ code: 'telegram_failed', retryable: true });
  });

  test('that leads to another host is a passing failure', async () => {
    const { client } = await serve((_, response) => response.writeHead(302, { location: 'https://login.example/' }).end());
    await expect(openWebChannel(client, target)).rejects.toMatchObject({ code: 'telegram_failed', retryable: true });
  });
});
