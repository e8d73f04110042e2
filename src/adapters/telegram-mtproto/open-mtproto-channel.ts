import { Long, type tl } from '@mtcute/node';
import type { RawMessage } from '../../domain/raw-message.ts';
import type { ChatKind } from '../../domain/source.ts';
import type { LivePage, LiveReadOptions, LiveSource, LiveTarget, ThreadState } from '../../ports/live-source.ts';
import type { Damage } from '../../ports/message-source.ts';
import { ShapeCounter } from '../telegram/shape-counter.ts';
import { isUnreadable } from '../telegram/unreadable-message.ts';
import type { AccountClient } from './account-client.ts';
import { findChannel } from './find-channel.ts';
import { PeerNames, publicName } from './peer-names.ts';
import { readChannelChanges } from './read-channel-changes.ts';
import type { Takeout } from './takeout.ts';
import { type TlMessageContext, toRawMessage } from './to-raw-message.ts';

/** Most messages that Telegram gives at once. */
const largestPage = 100;

export interface MtprotoChannelDependencies {
  client: AccountClient;
  /** Session for reading much at once; null to read as any client does. */
  takeout: Takeout | null;
}

/** What is asked for of a history or a discussion. */
interface Window {
  /** Ids below this; 0 for the newest. */
  offsetId: number;
  /** Entries to skip from there; negative ones go upwards. */
  addOffset: number;
  /** Ids above this; 0 for all. */
  minId: number;
  limit: number;
}

type TlPage = Exclude<tl.messages.TypeMessages, tl.messages.RawMessagesNotModified>;

/**
 * Opens a channel or group as an account sees it. A page answers for all ids of its range: the history of a channel is dense in the order of
 * its ids.
 *
 * @throws TgParserError `channel_missing`, `channel_private`, `telegram_*`
 */
export async function openMtprotoChannel(
  { client, takeout }: MtprotoChannelDependencies,
  target: LiveTarget,
  signal?: AbortSignal,
): Promise<LiveSource> {
  const { chat, input } = await findChannel(client, target, signal);
  const channelId = String(chat.id);
  const peer: tl.RawInputPeerChannel = { ...input, _: 'inputPeerChannel' };
  const shapes = new ShapeCounter();
  /** Newest message that was seen, 0 while none was: nothing is asked for above it. */
  let newestSeen = 0;

  return {
    channel: {
      channelId,
      title: chat.title,
      username: publicName(chat) ?? null,
      kind: kindOf(chat),
      notices: [],
    },
    readOlder: ({ beforeId }, options) => readOlder(beforeId, options),
    readNewer: ({ afterId }, options) => readUpwards(afterId, readHistory, { kind: 'post' }, options),
    readThread: ({ postId, afterId }, options) =>
      readUpwards(afterId, (window, some) => readReplies(postId, window, some), { kind: 'comment', postId }, options),
    readChanges: (state, some) => readChannelChanges(client, { input, state, toMessages, signal: some }),
    unknownShapes: () => shapes.list(),
    close: async () => undefined,
  };

  async function* readOlder(beforeId: number | null, options: LiveReadOptions = {}): AsyncGenerator<LivePage, void, undefined> {
    let before = beforeId ?? 0;
    for (let isFirst = true; ; isFirst = false) {
      const limit = pageSize(options);
      // Reading on and on is what takeouts are for; a look at the newest messages is not.
      const takeoutId = isFirst ? undefined : await takeout?.begin(options.signal);
      const answer = await readHistory({ offsetId: before, addOffset: 0, minId: 0, limit }, options, takeoutId);
      const page = toPage(answer, { kind: 'post' });
      const [lowest, highest] = [page.ids[0], page.ids.at(-1)];
      if (before === 0) {
        newestSeen = Math.max(newestSeen, highest ?? 0);
      }
      // Pages may be shorter than what was asked for without being the last: some messages are not shown everywhere.
      const isLast = lowest === undefined || lowest <= 1 || (highest ?? 0) <= limit;
      // Below the last page may be what the account does not see: groups can hide what was before somebody joined.
      const covers =
        lowest === undefined ? null : { firstId: lowest, lastId: before === 0 ? Number.MAX_SAFE_INTEGER : before - 1 };
      yield { ...page.page, isLast, covers };
      if (isLast) {
        return;
      }
      before = lowest;
    }
  }

  async function* readUpwards(
    afterId: number,
    read: (window: Window, options: LiveReadOptions) => Promise<TlPage>,
    space: TlMessageContext['space'],
    options: LiveReadOptions = {},
  ): AsyncGenerator<LivePage, void, undefined> {
    for (let after = afterId; ; ) {
      const limit = pageSize(options);
      const answer = await read({ offsetId: after + 1, addOffset: -limit, minId: after, limit }, options);
      const { ids, page } = toPage(answer, space);
      const highest = ids.at(-1);
      const isNewest = space.kind === 'post' ? newestSeen > 0 && (highest ?? 0) >= newestSeen : ids.length < limit;
      const isLast = highest === undefined || isNewest;
      yield { ...page, isLast, covers: highest === undefined ? null : { firstId: after + 1, lastId: highest } };
      if (isLast) {
        return;
      }
      after = highest;
    }
  }

  async function readHistory(window: Window, { signal: some }: LiveReadOptions, takeoutId?: Long): Promise<TlPage> {
    return expectPage(
      await client.call(
        { _: 'messages.getHistory', peer, ...window, offsetDate: 0, maxId: 0, hash: Long.ZERO },
        { signal: some, takeoutId },
      ),
    );
  }

  async function readReplies(postId: number, window: Window, { signal: some }: LiveReadOptions): Promise<TlPage> {
    return expectPage(
      await client.call(
        { _: 'messages.getReplies', peer, msgId: postId, ...window, offsetDate: 0, maxId: 0, hash: Long.ZERO },
        { signal: some },
      ),
    );
  }

  function toPage(answer: TlPage, space: TlMessageContext['space']) {
    const ascending = [...answer.messages].sort((left, right) => left.id - right.id);
    return { ids: ascending.map(({ id }) => id), page: toMessages(ascending, answer, space) };
  }

  function toMessages(
    some: readonly tl.TypeMessage[],
    named: { users: readonly tl.TypeUser[]; chats: readonly tl.TypeChat[] },
    space: TlMessageContext['space'] = { kind: 'post' },
  ): { messages: RawMessage[]; damages: Damage[]; threads: ThreadState[] } {
    const context = { channelId, space, peers: new PeerNames(named), shapes };
    const messages: RawMessage[] = [];
    const damages: Damage[] = [];
    for (const message of some) {
      const raw = toRawMessage(message, context);
      if (raw !== null && isUnreadable(raw)) {
        damages.push({ file: 'history', offset: null, ...raw });
      } else if (raw !== null) {
        messages.push(raw);
      }
    }
    return { messages, damages, threads: space.kind === 'post' ? threadsOf(some) : [] };
  }
}

function pageSize({ mostMessages = largestPage }: LiveReadOptions): number {
  return Math.max(1, Math.min(largestPage, mostMessages));
}

function expectPage(answer: tl.messages.TypeMessages): TlPage {
  return answer._ === 'messages.messagesNotModified'
    ? { _: 'messages.messages', messages: [], topics: [], chats: [], users: [] }
    : answer;
}

function threadsOf(messages: readonly tl.TypeMessage[]): ThreadState[] {
  return messages.flatMap((message) => {
    const replies = message._ === 'message' ? message.replies : undefined;
    return replies?.comments ? [{ postId: message.id, replies: replies.replies, lastReplyId: replies.maxId ?? null }] : [];
  });
}

function kindOf({ broadcast, megagroup, gigagroup }: tl.RawChannel): ChatKind {
  return broadcast ? 'channel' : megagroup || gigagroup ? 'supergroup' : 'unknown';
}
