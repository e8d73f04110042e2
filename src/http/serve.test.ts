import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Hono } from 'hono';
import { expect, onTestFinished, test } from 'vitest';
import { serve } from './serve.ts';

async function openServer(graceInMs = 2_000) {
  const api = new Hono();
  let isAsked: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => {
    isAsked = resolve;
  });
  let answerSlow: (response: Response) => void = () => undefined;
  api.get('/fast', (context) => context.text('fast'));
  api.get('/slow', () => {
    isAsked();
    return new Promise<Response>((resolve) => {
      answerSlow = resolve;
    });
  });
  const server = await serve(api, { host: '127.0.0.1', port: 0, graceInMs });
  onTestFinished(async () => void (await server.stop().catch(() => undefined)));
  return { server, asked, answerSlow: () => answerSlow(new Response('slow')) };
}

test('a server that stops finishes what it was asked, and takes nothing more', async () => {
  const { server, asked, answerSlow } = await openServer();
  expect(await (await fetch(`${server.url}/fast`)).text()).toBe('fast');
  const slow = fetch(`${server.url}/slow`);
  await asked;
  const stopped = server.stop();
  await wait(20);
  await expect(fetch(`${server.url}/fast`)).rejects.toThrow();
  answerSlow();
  expect(await (await slow).text()).toBe('slow');
  expect(await stopped).toBe(true);
});

test('what does not end in time is cut off, and told', async () => {
  const { server, asked } = await openServer(30);
  const slow = fetch(`${server.url}/slow`).catch(() => 'cut off');
  await asked;
  expect(await server.stop()).toBe(false);
  expect(await slow).toBe('cut off');
});

test('a client that sends nothing holds nobody up', async () => {
  const { server } = await openServer();
  const { port, hostname } = new URL(server.url);
  const silent = connect(Number(port), hostname);
  onTestFinished(() => void silent.destroy());
  await new Promise((resolve) => silent.once('connect', resolve));
  expect(await server.stop()).toBe(true);
});

test('an address that is taken is an error that names it', async () => {
  const { server } = await openServer();
  const port = Number(new URL(server.url).port);
  await expect(serve(new Hono(), { host: '127.0.0.1', port, graceInMs: 1 })).rejects.toMatchObject({
    code: 'setting_invalid',
    message: expect.stringContaining(`127.0.0.1:${port}`),
  });
});
