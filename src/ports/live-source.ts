import type { RawMessage } from '../domain/raw-message.ts';
import type { ChannelDescription, Damage, UnknownShape } from './message-source.ts';

/** A post's discussion as the post itself tells of it. */
export interface ThreadState {
  postId: number;
  /** Comments that there are. */
  replies: number;
  /** Newest comment, null when the source does not say. */
  lastReplyId: number | null;
}

/** What one request gave. */
export interface LivePage {
  /** Ids ascending. */
  messages: RawMessage[];
  /**
   * The ids that the page answers for, both included: a message in between that is not on the page does not exist, or not any more.
   * The newest page answers for all ids above it, too.
   * Null for a page that proves nothing of the kind.
   */
  covers: { firstId: number; lastId: number } | null;
  /** Whether nothing lies beyond it in the direction of reading. */
  isLast: boolean;
  /** Discussions of the posts on the page. */
  threads: ThreadState[];
  damages: Damage[];
}

export interface LiveReadOptions {
  /** Messages that the reader will have at most, when it knows: pages are made no larger than that. */
  mostMessages?: number | undefined;
  signal?: AbortSignal | undefined;
}

/** Observed edits and deletions since a point in the history of the channel. */
export interface LiveChanges {
  /** Messages that are new or were edited. */
  messages: RawMessage[];
  deletedIds: number[];
  threads: ThreadState[];
  /** Opaque; given to the next call. */
  state: string;
  /** Whether there is more behind this piece. */
  hasMore: boolean;
  /** Too much has happened since: what is stored must be compared with pages. */
  isTooLong: boolean;
}

/**
 * A channel that goes on, read as it is at this moment. Requests are made one after the other, each when its page is asked for, and
 * none that was not asked for.
 *
 * Everything throws TgParserError `telegram_*` and `channel_*`, with `retryAfterMs` where Telegram says how long to wait: a wait as long
 * as that is the caller's decision, and no request is made before its end. Its functions need no `this`.
 */
export interface LiveSource {
  readonly channel: ChannelDescription;
  /** Pages downwards from below a message; null: from the newest. */
  readOlder(from: { beforeId: number | null }, options?: LiveReadOptions): AsyncIterable<LivePage>;
  /** Pages upwards from above a message. */
  readNewer(from: { afterId: number }, options?: LiveReadOptions): AsyncIterable<LivePage>;
  /** Comments of a post, upwards from above a comment; ids are those of the discussion group. Undefined where none can be read. */
  readonly readThread?:
    | ((from: { postId: number; afterId: number }, options?: LiveReadOptions) => AsyncIterable<LivePage>)
    | undefined;
  /**
   * What happened since `state`; null begins to watch. Undefined where Telegram does not tell.
   */
  readonly readChanges?: ((state: string | null, signal?: AbortSignal) => Promise<LiveChanges>) | undefined;
  unknownShapes(): UnknownShape[];
  close(): Promise<void>;
}

/** Which channel to open: what is known of it. */
export interface LiveTarget {
  /** Without `@`. */
  username: string | null;
  channelId: string | null;
  /** Of a link `t.me/+HASH` or `t.me/joinchat/HASH`. */
  invitation?: string | null | undefined;
}

/**
 * @throws TgParserError `channel_*`, `telegram_*`, `usage_invalid` for a target that this road cannot find
 */
export type OpenLive = (via: 'web' | 'mtproto', target: LiveTarget, signal?: AbortSignal) => Promise<LiveSource>;
