import type { RawMessage } from '../../../src/domain/raw-message.ts';
import { formatSourceRef, parseSourceRef } from '../../../src/domain/source-ref.ts';
import { TgParserError } from '../../../src/domain/tg-parser-error.ts';
import type { LiveChanges, LivePage, LiveSource, ThreadState } from '../../../src/ports/live-source.ts';

export const channelId = '1500000000';

/** A channel in memory that pages are made from, and that can change between two requests. */
export interface ListedChannel {
  /** Ids ascending. */
  messages: RawMessage[];
  requests: number;
  /** Numbers of the requests that fail, counted from 1, and how: default a lost connection. */
  failing: Set<number>;
  failure: () => TgParserError;
  name: { title: string; username: string };
  post(fields?: Partial<RawMessage>): RawMessage;
  edit(id: number, text: string): void;
  remove(id: number): void;
  /** Puts a comment under a post. */
  comment(postId: number): RawMessage;
  /** Posts whose discussions cannot be read. */
  closedThreads: Set<number>;
  open(): LiveSource;
}

export interface ListedChannelOptions {
  pageSize: number;
  /** Whether it has discussions. Default false. */
  hasComments?: boolean;
  /** Whether it tells what has changed: so many events at a time, of the last so many. Default not. */
  changes?: { atOnce: number; kept: number };
}

type ChangeEvent = { message: RawMessage } | { deletedId: number };

export function listedChannel({ pageSize, hasComments = false, changes }: ListedChannelOptions): ListedChannel {
  let lastId = 0;
  let comments: RawMessage[] = [];
  const events: ChangeEvent[] = [];
  const channel: ListedChannel = {
    messages: [],
    requests: 0,
    failing: new Set(),
    failure: () => new TgParserError('telegram_unreachable', 'The line is cut', { retryable: true }),
    name: { title: 'Listed', username: 'listed' },
    post(fields = {}) {
      lastId += 1;
      const message: RawMessage = {
        id: String(lastId),
        message_type: 'post',
        source_ref: formatSourceRef({ channelId, space: 'post', messageId: lastId }),
        channel_id: channelId,
        date: new Date(1_767_225_600_000 + lastId * 60_000).toISOString().replace('.000', ''),
        text: `message ${lastId}`,
        ...fields,
      };
      channel.messages.push(message);
      events.push({ message });
      return message;
    },
    edit(id, text) {
      const edited_at = new Date(1_800_000_000_000 + events.length * 1000).toISOString().replace('.000', '');
      channel.messages = channel.messages.map((message) => {
        const edited = idOf(message) === id ? { ...message, text, edited_at } : message;
        if (edited !== message) {
          events.push({ message: edited });
        }
        return edited;
      });
    },
    remove(id) {
      channel.messages = channel.messages.filter((message) => idOf(message) !== id);
      events.push({ deletedId: id });
    },
    closedThreads: new Set(),
    comment(postId) {
      const messageId = 9_000 + comments.length + 1;
      const comment: RawMessage = {
        id: String(messageId),
        message_type: 'comment',
        source_ref: formatSourceRef({ channelId, space: 'comment', messageId }),
        channel_id: channelId,
        date: '2026-03-01T00:00:00Z',
        text: `comment ${messageId}`,
        thread_id: String(postId),
        parent_message_id: String(postId),
      };
      comments = [...comments, comment];
      return comment;
    },
    open: () => ({
      channel: { channelId, ...channel.name, kind: 'channel', notices: [] },
      async *readOlder({ beforeId }, { mostMessages } = {}) {
        for (let before = beforeId ?? Number.POSITIVE_INFINITY; ; ) {
          const below = request().filter((message) => idOf(message) < before);
          const messages = below.slice(-Math.min(pageSize, mostMessages ?? pageSize));
          const isLast = messages.length === below.length;
          yield toPage(messages, threadsOf(messages), {
            isLast,
            firstId: isLast ? 1 : undefined,
            lastId: Math.min(before - 1, Number.MAX_SAFE_INTEGER),
          });
          if (isLast) {
            return;
          }
          before = idOf(messages[0] as RawMessage);
        }
      },
      async *readNewer({ afterId }, { mostMessages } = {}) {
        for (let after = afterId; ; ) {
          const above = request().filter((message) => idOf(message) > after);
          const messages = above.slice(0, Math.min(pageSize, mostMessages ?? pageSize));
          const isLast = messages.length === above.length;
          yield toPage(messages, threadsOf(messages), { isLast, firstId: after + 1, lastId: undefined });
          if (isLast) {
            return;
          }
          after = idOf(messages.at(-1) as RawMessage);
        }
      },
      ...(hasComments && { readThread }),
      ...(changes && { readChanges: async (state: string | null) => readChanges(state, changes) }),
      unknownShapes: () => [],
      close: async () => undefined,
    }),
  };
  return channel;

  function threadsOf(messages: RawMessage[]): ThreadState[] {
    return messages.flatMap((message) => {
      const under = comments.filter(({ thread_id }) => thread_id === message.id);
      const last = under.at(-1);
      return last ? [{ postId: idOf(message), replies: under.length, lastReplyId: idOf(last) }] : [];
    });
  }

  async function* readThread({ postId, afterId }: { postId: number; afterId: number }): AsyncGenerator<LivePage> {
    for (let after = afterId; ; ) {
      request();
      if (channel.closedThreads.has(postId)) {
        throw new TgParserError('channel_private', 'The discussion is closed');
      }
      const above = comments.filter((comment) => comment.thread_id === String(postId) && idOf(comment) > after);
      const messages = above.slice(0, pageSize);
      const isLast = messages.length === above.length;
      yield { messages, covers: null, isLast, threads: [], damages: [] };
      if (isLast) {
        return;
      }
      after = idOf(messages.at(-1) as RawMessage);
    }
  }

  function readChanges(state: string | null, { atOnce, kept }: { atOnce: number; kept: number }): LiveChanges {
    request();
    const from = Number(state ?? events.length);
    const isTooLong = events.length - from > kept;
    const some = isTooLong ? [] : events.slice(from, from + atOnce);
    const messages = some.flatMap((event) => ('message' in event ? [event.message] : []));
    const newest = new Map(messages.map((message) => [idOf(message), message]));
    return {
      messages: [...newest.values()].sort((left, right) => idOf(left) - idOf(right)),
      deletedIds: some.flatMap((event) => ('deletedId' in event ? [event.deletedId] : [])),
      threads: [],
      state: String(isTooLong ? events.length : from + some.length),
      hasMore: !isTooLong && from + some.length < events.length,
      isTooLong,
    };
  }

  function request(): RawMessage[] {
    channel.requests += 1;
    if (channel.failing.has(channel.requests)) {
      throw channel.failure();
    }
    return channel.messages;
  }
}

function toPage(
  messages: RawMessage[],
  threads: ThreadState[],
  { isLast, firstId, lastId }: { isLast: boolean; firstId: number | undefined; lastId: number | undefined },
): LivePage {
  const [first, last] = [messages[0], messages.at(-1)];
  const from = firstId ?? (first && idOf(first));
  const to = lastId ?? (last && idOf(last));
  const covers = from !== undefined && to !== undefined && from <= to ? { firstId: from, lastId: to } : null;
  return { messages, covers, isLast, threads, damages: [] };
}

function idOf(message: RawMessage): number {
  return parseSourceRef(message.source_ref).messageId;
}
