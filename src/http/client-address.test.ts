import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { clientAddress, parseTrustedProxies } from './client-address.ts';

async function addressOf(peer: string, forwarded: string | null, trusted: string[]): Promise<string> {
  const app = new Hono();
  const proxies = parseTrustedProxies(trusted);
  app.get('/', (context) => context.text(clientAddress(context, proxies)));
  const incoming = { socket: { remoteAddress: peer, remotePort: 1, remoteFamily: 'IPv4' } };
  const headers: Record<string, string> = forwarded === null ? {} : { 'x-forwarded-for': forwarded };
  return (await app.request('/', { headers }, { incoming })).text();
}

test.each([
  ['nobody is trusted', '203.0.113.7', '198.51.100.1', [], '203.0.113.7'],
  ['a proxy is trusted', '10.0.0.5', '198.51.100.1', ['10.0.0.0/8'], '198.51.100.1'],
  ['the client forged hops before', '10.0.0.5', '1.1.1.1, 198.51.100.1', ['10.0.0.5'], '198.51.100.1'],
  ['there are two proxies', '10.0.0.5', '198.51.100.1, 10.0.0.6', ['10.0.0.0/8'], '198.51.100.1'],
  ['what was forwarded is nonsense', '10.0.0.5', 'nonsense', ['10.0.0.0/8'], '10.0.0.5'],
  ['all hops are trusted', '10.0.0.5', '10.0.0.7', ['10.0.0.0/8'], '10.0.0.7'],
  ['the peer is mapped into IPv6', '::ffff:203.0.113.7', null, [], '203.0.113.7'],
  [
    'the client has IPv6',
    '2001:db8:1:2:aaaa::1',
    null,
    [],
    '2001:db8:1:2'.replaceAll(/[0-9a-f]+/g, (part) => String(Number.parseInt(part, 16))),
  ],
  ['a client that is no proxy says it was forwarded', '203.0.113.7', '198.51.100.1', ['10.0.0.0/8'], '203.0.113.7'],
])('when %s, the address that counts is the last one that is certain', async (_when, peer, forwarded, trusted, expected) => {
  expect(await addressOf(peer, forwarded, trusted)).toBe(expected);
});

test('a range that is none is refused by name', () => {
  expect(() => parseTrustedProxies(['10.0.0.0/8', 'proxy.local'])).toThrow('"proxy.local" is no address');
});
