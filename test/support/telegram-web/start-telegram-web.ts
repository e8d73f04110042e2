import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sha256 } from '../../../src/lib/sha256.ts';
import { firstIndexFrom } from '../telegram/first-index-from.ts';
import type { TelegramChannel, TelegramMessage } from '../telegram/telegram-messages.ts';
import { type CardKind, renderCard } from './render-card.ts';
import { renderPage } from './render-page.ts';

/** What goes wrong with one request. */
export type WebFault =
  | { kind: 'status'; status: number; retryAfterSeconds?: number }
  | { kind: 'reset' }
  | { kind: 'cut' }
  | { kind: 'page'; html: string };

export interface RecordedWebRequest {
  path: string;
  headers: IncomingMessage['headers'];
  status: number | null;
  startedAt: number;
  endedAt: number | null;
}

export interface TelegramWeb {
  readonly url: string;
  readonly requests: RecordedWebRequest[];
  /** Requests that were under way at the same time, at most. */
  concurrencyPeak: number;
  /** By names in lower case. May be changed at any time: pages are made when they are asked for. */
  readonly channels: Map<string, TelegramChannel>;
  readonly cards: Map<string, CardKind>;
  /** Former names that lead to present ones. */
  readonly renamed: Map<string, string>;
  /** By numbers of requests, counted from 1. */
  readonly faults: Map<number, WebFault>;
  /** Whether pages carry an ETag. Default not, as those of Telegram. */
  hasEtags: boolean;
  /** Called when a page is asked for, before it is answered. */
  onRequest: (request: RecordedWebRequest) => void;
  close(): Promise<void>;
}

/** As Telegram has it. */
const pageSize = 20;

/** Serves preview pages as https://t.me does. */
export async function startTelegramWeb(channels: TelegramChannel[] = []): Promise<TelegramWeb> {
  const fake = new TelegramWebServer(channels);
  await fake.listen();
  return fake;
}

class TelegramWebServer implements TelegramWeb {
  readonly requests: RecordedWebRequest[] = [];
  readonly channels = new Map<string, TelegramChannel>();
  readonly cards = new Map<string, CardKind>();
  readonly renamed = new Map<string, string>();
  readonly faults = new Map<number, WebFault>();
  concurrencyPeak = 0;
  hasEtags = false;
  onRequest: (request: RecordedWebRequest) => void = () => undefined;
  readonly #server: Server = createServer((request, response) => this.#answer(request, response));
  #underWay = 0;

  constructor(channels: TelegramChannel[]) {
    for (const channel of channels) {
      this.channels.set(channel.username.toLowerCase(), channel);
    }
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { url: path = '/', headers } = request;
    const record: RecordedWebRequest = { path, headers, status: null, startedAt: performance.now(), endedAt: null };
    this.requests.push(record);
    this.onRequest(record);
    this.#underWay += 1;
    this.concurrencyPeak = Math.max(this.concurrencyPeak, this.#underWay);
    response.once('close', () => {
      this.#underWay -= 1;
      record.status = response.headersSent ? response.statusCode : null;
      record.endedAt = performance.now();
    });
    const fault = this.faults.get(this.requests.length);
    if (fault) {
      this.#fail(fault, request, response);
    } else {
      this.#serve(request, response);
    }
  }

  #fail(fault: WebFault, request: IncomingMessage, response: ServerResponse): void {
    switch (fault.kind) {
      case 'status': {
        const wait = fault.retryAfterSeconds;
        response.writeHead(fault.status, wait === undefined ? {} : { 'retry-after': String(wait) }).end();
        break;
      }
      case 'reset':
        request.socket.resetAndDestroy();
        break;
      case 'cut':
        this.#serve(request, response, (html) => html.slice(0, html.length / 2));
        break;
      case 'page':
        this.#send(request, response, fault.html);
    }
  }

  #serve(request: IncomingMessage, response: ServerResponse, change = (html: string) => html): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://t.me');
    const [, preview, name = ''] = /^\/(s\/)?(\w+)$/.exec(pathname) ?? [];
    const channel = this.channels.get(name.toLowerCase());
    const renamed = this.renamed.get(name.toLowerCase());
    if (preview && channel) {
      this.#send(request, response, change(renderPage(channel, windowOf(channel.messages, searchParams))));
    } else if (preview) {
      response.writeHead(302, { location: renamed === undefined ? `https://t.me/${name}` : `https://t.me/s/${renamed}` }).end();
    } else {
      this.#send(request, response, renderCard(name, this.cards.get(name.toLowerCase()) ?? 'nobody'));
    }
  }

  #send(request: IncomingMessage, response: ServerResponse, html: string): void {
    const etag = this.hasEtags ? `"${sha256(html).slice(7, 23)}"` : undefined;
    if (etag !== undefined && request.headers['if-none-match'] === etag) {
      response.writeHead(304, { etag }).end();
    } else {
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...(etag === undefined ? {} : { etag }) })
        .end(html);
    }
  }
}

function windowOf(messages: readonly TelegramMessage[], search: URLSearchParams): Parameters<typeof renderPage>[1] {
  const [before, after] = [search.get('before'), search.get('after')];
  const [start, end] =
    after === null
      ? lastOf(firstIndexFrom(messages, before === null ? Number.POSITIVE_INFINITY : Number(before)))
      : nextOf(Number(after));
  return { messages: messages.slice(start, end), hasOlder: start > 0, hasNewer: end < messages.length };

  function lastOf(to: number): [number, number] {
    return [Math.max(0, to - pageSize), to];
  }

  function nextOf(id: number): [number, number] {
    const from = firstIndexFrom(messages, id + 1);
    return [from, Math.min(from + pageSize, messages.length)];
  }
}
