import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { errorOf } from '../../../test/contract/chat-model.ts';
import { openAiProfile } from '../model-openai/openai-profile.ts';
import { ProviderClient } from './provider-client.ts';

const context = { model: 'some-model' };
const key = 'sk-very-secret-key-0123456789';

describe('a client', () => {
  it('follows no redirect: the key stays with the server that it is for', async () => {
    const other = await serve((_, response) => response.end('{}'));
    const { client } = await serve((_, response) =>
      response.writeHead(307, { location: other.url }).end('{"message":"moved"}'),
    );
    const error = await errorOf(client().postJson('/models', {}, context));
    expect(error).toMatchObject({ code: 'model_request_invalid', hint: expect.stringContaining('LLM_BASE_URL') });
    expect(error.message).toContain('307');
    expect(other.requests).toEqual([]);
  });

  it('finds an error in an answer that begins well', async () => {
    const body = { error: { code: 429, message: 'slow down' } };
    const { client } = await serve((_, response) => response.end(JSON.stringify(body)));
    expect(await errorOf(client().postJson('/x', {}, context))).toMatchObject({ code: 'model_rate_limited', retryable: true });
  });

  it.each([
    ['a page', '<html>sign in</html>'],
    ['nothing', ''],
    ['half of a JSON', '{"choices":[{"mess'],
  ])('takes %s in place of an answer for a bad connection', async (_, text) => {
    const { client } = await serve((__, response) => response.end(text));
    expect(await errorOf(client().postJson('/x', {}, context))).toMatchObject({ code: 'model_unreachable', retryable: true });
  });

  it.each([
    [401, 'model_unauthorized'],
    [404, 'model_request_invalid'],
    [429, 'model_rate_limited'],
    [502, 'model_overloaded'],
  ])('understands status %i without any words', async (status, code) => {
    const { client } = await serve((_, response) => response.writeHead(status, { 'retry-after': '2' }).end());
    expect(await errorOf(client().postJson('/x', {}, context))).toMatchObject({ code, retryAfterMs: 2_000 });
  });

  it('shows a user and a password to the server, and to nobody else', async () => {
    const { url, requests } = await serve((_, response) =>
      response.writeHead(500).end('{"error":{"message":"hunter2 is down"}}'),
    );
    const baseUrl = url.replace('//', '//ann:hunter2@');
    const client = new ProviderClient(openAiProfile, { apiKey: null, baseUrl, timeout: { totalInMs: 9_000, gapInMs: 9_000 } });
    const error = await errorOf(client.postJson('/x', {}, context));
    expect(requests[0]?.headers.authorization).toBe(`Basic ${btoa('ann:hunter2')}`);
    expect(inspect(error, { depth: 9 })).not.toMatch(/hunter2|ann/);
  });

  it('refuses a user in the URL beside a key', () => {
    const settings = { apiKey: key, baseUrl: 'http://ann:hunter2@host', timeout: { totalInMs: 9, gapInMs: 9 } };
    expect(() => new ProviderClient(openAiProfile, settings)).toThrow(/user.*key/);
  });

  it.each(['', 'two words', 'sk-line\n', '„sk-quoted“'])(
    'refuses %j as a key before it is sent, and does not repeat it',
    (apiKey) => {
      const settings = { apiKey, baseUrl: 'http://host', timeout: { totalInMs: 9, gapInMs: 9 } };
      expect(() => new ProviderClient(openAiProfile, settings)).toThrow('The key for OpenAI has characters that no key has');
    },
  );

  it('lets go of the signal of its caller', async () => {
    const { client } = await serve((_, response) => response.end('{}'));
    const { signal } = new AbortController();
    const [added, removed] = [vi.spyOn(signal, 'addEventListener'), vi.spyOn(signal, 'removeEventListener')];
    await client().postJson('/x', {}, { ...context, signal });
    expect(removed.mock.calls.map(([, listener]) => listener)).toContain(added.mock.calls[0]?.[1]);
  });

  it('ends the connection of a reader that wants no more', async () => {
    const closed = vi.fn();
    const { client } = await serve((_, response) => {
      response.on('close', closed);
      response.write('first\n');
    });
    for await (const line of client().lines({ method: 'GET', path: '/x' }, context)) {
      expect(line).toBe('first');
      break;
    }
    await expect.poll(() => closed.mock.calls.length, { interval: 5 }).toBe(1);
  });

  it('tells what is wrong below HTTP', async () => {
    const { client } = await serve((request) => request.socket.destroy());
    const error = await errorOf(client().postJson('/x', {}, context));
    expect(error).toMatchObject({ code: 'model_unreachable', retryable: true });
    expect(inspect(error, { depth: 9 })).not.toContain(key);
  });
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => unknown) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    request.resume();
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const timeout = { totalInMs: 9_000, gapInMs: 9_000 };
  const client = () => new ProviderClient(openAiProfile, { apiKey: key, baseUrl: url, timeout });
  return { url, requests, client };
}
