import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeChannel, makeMessages } from '../../../test/support/telegram/make-channel.ts';
import { openClientForTest } from '../../../test/support/telegram-web/open-client-for-test.ts';
import { createWebClient } from './web-client.ts';

const path = '/s/harbour_news';
const channel = () => makeChannel({ messages: makeMessages(30) });

describe('a client of preview pages', () => {
  test('says who asks', async () => {
    const { web, client } = await openClientForTest([channel()]);
    await client.get(path);
    expect(web.requests[0]?.headers['user-agent']).toBe('tg-parser/0.0.0 (+https://example.org)');
  });

  test('makes one request at a time, in the order of asking, with a pause between two', async () => {
    const { web, client, waits } = await openClientForTest([channel()], { pauseInMs: 700 });
    const queries = ['?before=5', '?before=9', '?before=13', '?before=17'];
    await Promise.all(queries.map((query) => client.get(path + query)));
    expect(web.requests.map((request) => request.path)).toEqual(queries.map((query) => path + query));
    expect(web.concurrencyPeak).toBe(1);
    expect(waits).toEqual([700, 700, 700]);
  });

  test('waits no longer than is left of the pause', async () => {
    const { client, waits, pass } = await openClientForTest([channel()], { pauseInMs: 1_000 });
    await client.get(path);
    pass(400);
    await client.get(path);
    pass(5_000);
    await client.get(path);
    expect(waits).toEqual([600]);
  });

  test('asks whether a page has changed where the server gives it the means, and else does not', async () => {
    const shown = channel();
    const { web, client } = await openClientForTest([shown]);
    await client.get(path);
    await client.get(path);
    expect(web.requests.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, undefined]);
    web.hasEtags = true;
    const first = await client.get(path);
    expect(await client.get(path)).toEqual(first);
    expect(web.requests.map(({ status }) => status)).toEqual([200, 200, 200, 304]);
    shown.messages = makeMessages(31);
    expect(await client.get(path)).not.toEqual(first);
  });

  test('gives a redirect as it is and follows none', async () => {
    const { web, client } = await openClientForTest();
    expect(await client.get('/s/nobody_here')).toEqual({ html: null, location: 'https://t.me/nobody_here' });
    expect(web.requests).toHaveLength(1);
  });

  test('asked to wait makes no request before the end of that time, whoever asks', async () => {
    const { web, client, waits, pass } = await openClientForTest([channel()]);
    web.faults.set(1, { kind: 'status', status: 429, retryAfterSeconds: 120 });
    await expect(client.get(path)).rejects.toMatchObject({
      code: 'telegram_rate_limited',
      retryable: true,
      retryAfterMs: 120_000,
    });
    pass(20_000);
    await expect(client.get(path)).rejects.toMatchObject({ code: 'telegram_rate_limited', retryAfterMs: 100_000 });
    expect(web.requests).toHaveLength(1);
    pass(95_000);
    await client.get(path);
    expect(waits).toEqual([5_000]);
    expect(web.requests).toHaveLength(2);
  });

  test('makes one attempt: patience is for the caller', async () => {
    const { web, client } = await openClientForTest([channel()]);
    web.faults.set(1, { kind: 'status', status: 500 });
    await expect(client.get(path)).rejects.toMatchObject({ code: 'telegram_failed', retryable: true });
    expect(web.requests).toHaveLength(1);
  });

  test('does not ask again for what will not change', async () => {
    const { web, client } = await openClientForTest([channel()]);
    web.faults.set(1, { kind: 'status', status: 404 });
    await expect(client.get(path)).rejects.toMatchObject({ code: 'telegram_failed', retryable: false });
    expect(web.requests).toHaveLength(1);
  });

  test('gives up a page that is too large', async () => {
    const { web, client } = await openClientForTest([channel()], { mostBytes: 10_000 });
    web.faults.set(1, { kind: 'page', html: 'x'.repeat(10_001) });
    await expect(client.get(path)).rejects.toMatchObject({ code: 'telegram_failed', retryable: false });
  });

  test('gives up a server that falls silent', async () => {
    const server = createServer((_, response) => void response.writeHead(200).write('<html>'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.close();
      server.closeAllConnections();
    });
    const { client } = await openClientForTest([], {
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      timeoutInMs: 50,
    });
    await expect(client.get(path)).rejects.toMatchObject({ code: 'telegram_unreachable', retryable: true });
  });

  test('stopped while it waits for its turn asks for nothing more and lets others pass', async () => {
    const { web, client } = await openClientForTest([channel()]);
    const controller = new AbortController();
    const first = client.get(path);
    const second = client.get(`${path}?before=5`, controller.signal);
    const third = client.get(`${path}?before=9`);
    controller.abort();
    await expect(second).rejects.toMatchObject({ code: 'interrupted' });
    await Promise.all([first, third]);
    expect(web.requests.map((request) => request.path)).toEqual([path, `${path}?before=9`]);
  });

  test('shows the password of its proxy nowhere', async () => {
    const { client } = await openClientForTest([], { proxyUrl: 'http://someone:swordfish@127.0.0.1:1' });
    const error = await client.get(path).catch((failure: unknown) => failure);
    expect(error).toMatchObject({ code: 'telegram_unreachable' });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/swordfish|someone/);
    const create = () =>
      createWebClient(
        {
          baseUrl: 'https://t.me',
          userAgent: 'x',
          proxyUrl: 'swordfish',
        },
        { clock: { now: () => new Date() }, delay: async () => undefined },
      );
    expect(create).toThrow(
      expect.objectContaining({ code: 'setting_invalid', message: expect.not.stringContaining('swordfish') }),
    );
  });

  test('goes through its proxy, with the name and password of the setting', async () => {
    const authorizations: (string | undefined)[] = [];
    const proxy = createServer().on('connect', (request, socket) => {
      authorizations.push(request.headers['proxy-authorization']);
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void proxy.close());
    const { web, client } = await openClientForTest([channel()], {
      proxyUrl: `http://someone:swordfish@127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    });
    await expect(client.get(path)).rejects.toMatchObject({ code: 'telegram_unreachable' });
    expect(authorizations).toEqual([`Basic ${Buffer.from('someone:swordfish').toString('base64')}`]);
    expect(web.requests).toEqual([]);
  });
});
