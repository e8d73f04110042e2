import type { Context } from 'hono';
import ipaddr from 'ipaddr.js';
import { peerAddress } from './peer-address.ts';

/** A proxy on this machine speaks for others. */
const proxyHeaders = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/**
 * Whether a program of this machine asks, for itself: no proxy, no other machine, and no web page, which a browser lets ask `127.0.0.1`
 * under a name of its own. In doubt, no.
 *
 * @param corsOrigins web pages that may ask
 */
export function isFromThisMachine(context: Context, corsOrigins: readonly string[]): boolean {
  const host = context.req.header('host') ?? '';
  const origin = context.req.header('origin');
  const site = context.req.header('sec-fetch-site');
  const isOwnPage =
    origin === undefined ? site === undefined || site === 'none' || site === 'same-origin' : origin === `http://${host}`;
  return (
    isLoopback(peerAddress(context)) &&
    isLoopback(nameOf(host)) &&
    proxyHeaders.every((name) => context.req.header(name) === undefined) &&
    (isOwnPage || (origin !== undefined && corsOrigins.includes(origin)))
  );
}

/** @param address an address, or `localhost` */
export function isLoopback(address: string): boolean {
  return address === 'localhost' || (ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback');
}

function nameOf(host: string): string {
  return host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
}
