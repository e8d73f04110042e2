import type { Context } from 'hono';
import ipaddr from 'ipaddr.js';
import { TgParserError } from '../domain/tg-parser-error.ts';
import { peerAddress } from './peer-address.ts';

/** Whose word about the address of a client counts: addresses and ranges of proxies. */
export type TrustedProxies = readonly (readonly [ipaddr.IPv4 | ipaddr.IPv6, number])[];

/** @throws TgParserError `setting_invalid` */
export function parseTrustedProxies(text: readonly string[]): TrustedProxies {
  return text.map((range) => {
    try {
      if (range.includes('/')) {
        return ipaddr.parseCIDR(range);
      }
      const address = ipaddr.parse(range);
      return [address, address.kind() === 'ipv4' ? 32 : 128] as const;
    } catch (cause) {
      throw new TgParserError('setting_invalid', `TRUSTED_PROXIES: "${range}" is no address and no range`, {
        hint: 'Give addresses or ranges such as 10.0.0.5 or 10.0.0.0/8, separated by commas.',
        cause,
      });
    }
  });
}

/**
 * Who asks, for limits: the other end of the connection or, when that is a trusted proxy, the last address in `X-Forwarded-For` that is none.
 * Of IPv6, the network: one household has 2⁶⁴ addresses.
 */
export function clientAddress(context: Context, trusted: TrustedProxies): string {
  const peer = peerAddress(context);
  const hops = [...(context.req.header('x-forwarded-for')?.split(',') ?? []).map((hop) => hop.trim()), peer];
  for (let hop = hops.length - 1; hop >= 0; hop -= 1) {
    const address = hops[hop] ?? '';
    if (hop === 0 || !isTrusted(address, trusted)) {
      return ipaddr.isValid(address) ? networkOf(address) : networkOf(peer);
    }
  }
  return networkOf(peer);
}

function isTrusted(text: string, trusted: TrustedProxies): boolean {
  if (!ipaddr.isValid(text)) {
    return false;
  }
  const address = ipaddr.process(text);
  return trusted.some(([range, bits]) => range.kind() === address.kind() && address.match(range as never, bits as never));
}

function networkOf(text: string): string {
  if (!ipaddr.isValid(text)) {
    return 'unknown';
  }
  const address = ipaddr.process(text);
  return address.kind() === 'ipv4' ? address.toString() : (address as ipaddr.IPv6).parts.slice(0, 4).join(':');
}
