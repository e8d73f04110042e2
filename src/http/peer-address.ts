import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** Address of the other end of the connection; empty when there is no connection. */
export function peerAddress(context: Context): string {
  try {
    return getConnInfo(context).remote.address ?? '';
  } catch {
    return '';
  }
}
