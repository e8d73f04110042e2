import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { TgParserError } from '../domain/tg-parser-error.ts';

export interface ServeOptions {
  host: string;
  port: number;
  /** How long requests that are being answered may take when the server is to stop, in milliseconds. */
  graceInMs: number;
}

export interface RunningServer {
  /** With the port that is listened on. */
  url: string;
  /** Takes no further requests, and waits for the answers under way. @returns whether all of them were given */
  stop(): Promise<boolean>;
}

/** Longest time for the head of a request, and for all of it. */
const headersTimeoutInMs = 10_000;
const requestTimeoutInMs = 30_000;
const largestHeaders = 16 * 1024;

/** @throws TgParserError `setting_invalid` when the address cannot be listened on */
export async function serve(api: Hono, { host, port, graceInMs }: ServeOptions): Promise<RunningServer> {
  const server = createAdaptorServer({
    fetch: api.fetch,
    serverOptions: { headersTimeout: headersTimeoutInMs, requestTimeout: requestTimeoutInMs, maxHeaderSize: largestHeaders },
  }) as Server;
  const underWay = new Set<ServerResponse>();
  server.on('request', (_request, response: ServerResponse) => {
    underWay.add(response);
    response.once('close', () => underWay.delete(response));
  });
  const failed = once(server, 'error').then(([error]) => Promise.reject(error));
  server.listen(port, host);
  try {
    await Promise.race([once(server, 'listening'), failed]);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new TgParserError('setting_invalid', `${host}:${port} cannot be listened on (${code})`, {
      hint: 'Give another address with --host and --port, or stop what listens there.',
      cause: error,
    });
  }
  failed.catch(() => undefined);
  const address = server.address() as AddressInfo;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `http://${name}:${address.port}`,
    async stop() {
      server.close();
      const answered = Promise.all([...underWay].map((response) => once(response, 'close'))).then(() => true);
      const late = new AbortController();
      const areAllAnswered = await Promise.race([
        answered,
        delay(graceInMs, false, { signal: late.signal }).catch(() => false),
      ]);
      late.abort();
      // Of clients that ask nothing at the moment, too.
      server.closeAllConnections();
      return areAllAnswered;
    },
  };
}
