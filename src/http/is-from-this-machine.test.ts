import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { isFromThisMachine } from './is-from-this-machine.ts';

async function isTrusted(peer: string | null, headers: Record<string, string>): Promise<string> {
  const api = new Hono();
  api.get('/', (context) => context.text(String(isFromThisMachine(context, ['https://kb.example.org']))));
  const environment =
    peer === null ? {} : { incoming: { socket: { remoteAddress: peer, remotePort: 1, remoteFamily: 'IPv4' } } };
  return (await api.request('/', { headers: { host: '127.0.0.1:8000', ...headers } }, environment)).text();
}

test.each([
  ['127.0.0.1', {}],
  ['::1', { host: '[::1]:8000' }],
  ['::ffff:127.0.0.1', { host: 'localhost' }],
  ['127.0.0.1', { origin: 'http://127.0.0.1:8000', 'sec-fetch-site': 'same-origin' }],
  ['127.0.0.1', { 'sec-fetch-site': 'none' }],
  ['127.0.0.1', { origin: 'https://kb.example.org', 'sec-fetch-site': 'cross-site' }],
])('a program or page of this machine is: %s %j', async (peer, headers) => {
  expect(await isTrusted(peer, headers)).toBe('true');
});

test.each([
  ['another machine', '10.0.0.7', {}],
  ['nobody knows who', null, {}],
  ['a page that calls this machine by a name of its own', '127.0.0.1', { host: 'evil.example.org:8000' }],
  ['a page that is called like an address', '127.0.0.1', { host: '127.0.0.1.evil.example.org' }],
  ['a page of elsewhere', '127.0.0.1', { origin: 'https://evil.example.org' }],
  ['a page of another port', '127.0.0.1', { origin: 'http://127.0.0.1:3000' }],
  ['a page that hides where it is from', '127.0.0.1', { origin: 'null' }],
  ['a link or an image of elsewhere', '127.0.0.1', { 'sec-fetch-site': 'cross-site' }],
  ['a page of another name here', '127.0.0.1', { 'sec-fetch-site': 'same-site' }],
  ['a proxy', '127.0.0.1', { 'x-forwarded-for': '10.0.0.7' }],
  ['a proxy by the standard', '127.0.0.1', { forwarded: 'for=10.0.0.7' }],
])('%s is not', async (_who, peer, headers) => {
  expect(await isTrusted(peer, headers)).toBe('false');
});
