import type { RawMessage } from '../../domain/raw-message.ts';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { LivePage, LiveReadOptions, LiveSource, LiveTarget } from '../../ports/live-source.ts';
import { ShapeCounter } from '../telegram/shape-counter.ts';
import { parsePage, type WebPage } from './parse-page.ts';
import { postAddress } from './post-address.ts';
import { refusePage } from './refuse-page.ts';
import type { WebAnswer, WebClient } from './web-client.ts';

/**
 * Opens a public channel as its web preview shows it: one request, whose page is the first that `readOlder` gives.
 *
 * A page answers for the ids between the first and the last that it shows, and, behind a page of the same reading, for those between the
 * two. Nothing is said of ids above the newest post: pages may be some minutes old.
 *
 * @throws TgParserError `channel_no_preview`, `channel_missing`, `channel_private`, `telegram_*`; `usage_invalid` for a target without name
 */
export async function openWebChannel(client: WebClient, target: LiveTarget, signal?: AbortSignal): Promise<LiveSource> {
  const name = nameOf(target);
  const shapes = new ShapeCounter();
  const first = await readFirst(client, { name, knownId: target.channelId, shapes }, signal);
  const { username, channelId, page } = first;
  let unread: WebPage | null = page;
  return {
    channel: { channelId, title: page.channel.title, username, kind: 'channel', notices: [] },
    readOlder: ({ beforeId }, options) => readOlder(beforeId, options),
    readNewer: ({ afterId }, options) => readNewer(afterId, options),
    unknownShapes: () => shapes.list(),
    close: async () => undefined,
  };

  async function* readOlder(beforeId: number | null, options: LiveReadOptions = {}): AsyncGenerator<LivePage, void, undefined> {
    let before = beforeId;
    for (let isFollowing = false; ; isFollowing = true) {
      const older = before === null ? await newestPage(options) : await fetchPage(`?before=${before}`, options);
      yield toLivePage(older, { isLast: older.olderBefore === null, above: isFollowing ? before : null, below: null });
      if (older.olderBefore === null) {
        return;
      }
      before = further(older.olderBefore, older.olderBefore < (before ?? Number.POSITIVE_INFINITY));
    }
  }

  async function* readNewer(afterId: number, options: LiveReadOptions = {}): AsyncGenerator<LivePage, void, undefined> {
    let after = afterId;
    for (let isFollowing = false; ; isFollowing = true) {
      const newer = await fetchPage(`?after=${after}`, options);
      yield toLivePage(newer, { isLast: newer.newerAfter === null, above: null, below: isFollowing ? after : null });
      if (newer.newerAfter === null) {
        return;
      }
      after = further(newer.newerAfter, newer.newerAfter > after);
    }
  }

  /** A link that leads nowhere else would be followed for ever. */
  function further(id: number, isFurther: boolean): number {
    if (!isFurther) {
      throw new TgParserError('telegram_failed', `A page of @${username} leads to itself`, { retryable: true });
    }
    return id;
  }

  /** What was read to learn the channel is not asked for again. */
  async function newestPage(options: LiveReadOptions): Promise<WebPage> {
    const known = unread;
    unread = null;
    return known ?? (await fetchPage('', options));
  }

  async function fetchPage(query: string, options: LiveReadOptions): Promise<WebPage> {
    const path = `/s/${username}${query}`;
    const { html } = await client.get(path, options.signal);
    if (html === null) {
      throw refusePage('channel', username);
    }
    const fetched = checkPage(parsePage(html, { path, channelId, shapes }), username);
    refuseOther(fetched, { username, channelId });
    return fetched;
  }
}

/** @returns in lower case */
function nameOf({ username, invitation }: LiveTarget): string {
  if (invitation) {
    throw new TgParserError('channel_private', 'An invitation leads to a channel that shows nothing to who is not a member', {
      hint: 'Read it with an account that has accepted it: --via mtproto.',
    });
  }
  if (username === null) {
    throw new TgParserError('usage_invalid', 'The web preview finds channels by their public names only', {
      hint: 'Name the channel as @name, read it with an account (--via mtproto), or export it with Telegram Desktop: --from-export PATH.',
    });
  }
  return username.toLowerCase();
}

interface Wanted {
  name: string;
  knownId: string | null;
  shapes: ShapeCounter;
}

interface FirstPage {
  username: string;
  channelId: string;
  page: WebPage;
}

async function readFirst(
  client: WebClient,
  { name, knownId, shapes }: Wanted,
  signal: AbortSignal | undefined,
): Promise<FirstPage> {
  const path = `/s/${name}`;
  let answer = await client.get(path, signal);
  if (answer.html === null) {
    answer = await followRedirect(client, answer, { name, signal });
  }
  const page = checkPage(parsePage(answer.html ?? '', { path, channelId: knownId, shapes }), name);
  const channelId = page.channelId ?? knownId;
  if (channelId === null) {
    throw new TgParserError('channel_no_preview', `Channel @${name} shows no post that its id could be told from`, {
      hint: 'Try again when it has posts, or name the id: --channel-id.',
    });
  }
  const username = page.channel.username ?? name;
  refuseOther(page, { username: name, channelId: knownId ?? channelId });
  return { username, channelId, page };
}

/** A history that is not shown leads to the card of the name; the card tells why. A channel that was renamed leads to the history of its new name. */
async function followRedirect(
  client: WebClient,
  { location }: WebAnswer,
  { name, signal }: { name: string; signal: AbortSignal | undefined },
): Promise<WebAnswer> {
  const path = ownPath(location, client.host);
  const answer = path === null || path === `/s/${name}` ? null : await client.get(path, signal);
  if (answer === null || answer.html === null) {
    throw refusePage('foreign', name);
  }
  return answer;
}

/** @returns null for an address of somebody else */
function ownPath(location: string | null, host: string): string | null {
  const url = location !== null && URL.canParse(location) ? new URL(location) : null;
  const isOwn = url !== null && (url.host === host || postAddress(location ?? '') !== null);
  return isOwn && /^\/(?:s\/)?\w{3,64}$/.test(url.pathname) ? url.pathname : null;
}

/** @throws TgParserError for everything that is not the whole history page of a channel */
function checkPage(page: WebPage, username: string): WebPage {
  if (page.kind !== 'history') {
    throw refusePage(page.kind, username);
  }
  if (!page.isWhole) {
    throw new TgParserError('telegram_failed', `A page of @${username} was cut off on the way`, { retryable: true });
  }
  return page;
}

/** A name that its channel gave up may be taken by another. */
function refuseOther(page: WebPage, { username, channelId }: { username: string; channelId: string }): void {
  if (page.channelId !== null && page.channelId !== channelId) {
    throw new TgParserError(
      'channel_missing',
      `@${username} is the name of another channel, with the id ${page.channelId} and not ${channelId}`,
      { hint: 'If the channel was renamed, give its source the name that it has today.' },
    );
  }
}

interface Neighbours {
  isLast: boolean;
  /** Id of the lowest message of the page above, and of the highest of the page below, where this reading has just shown them. */
  above: number | null;
  below: number | null;
}

function toLivePage(page: WebPage, { isLast, above, below }: Neighbours): LivePage {
  const { damages } = page;
  const messages = withoutCutAlbums(page.messages);
  const [first, last] = [messages[0], messages.at(-1)];
  const covers =
    first && last && damages.length === 0
      ? {
          firstId: below === null ? Number(first.id) : Math.min(below + 1, Number(first.id)),
          lastId: above === null ? Number(last.id) : Math.max(above - 1, Number(last.id)),
        }
      : null;
  return { messages, covers, isLast, threads: [], damages };
}

/** An album at the edge of a page may go on beyond it: what is shown of it does not say where it begins. */
function withoutCutAlbums(messages: RawMessage[]): RawMessage[] {
  const atEdges = new Set([messages[0]?.album_id, messages.at(-1)?.album_id]);
  return messages.map((message) => {
    if (message.album_id === undefined || !atEdges.has(message.album_id)) {
      return message;
    }
    const { album_id: _, ...rest } = message;
    return rest as RawMessage;
  });
}
