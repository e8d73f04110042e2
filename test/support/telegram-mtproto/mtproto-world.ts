import type { TelegramChannel, TelegramMessage } from '../telegram/telegram-messages.ts';

/** What exists on the Telegram that is imitated. */
export interface MtprotoWorld {
  readonly accounts: MtprotoAccount[];
  /** By ids without `-100`. */
  readonly channels: Map<number, MtprotoChannel>;
}

export interface MtprotoAccount {
  userId: number;
  /** Digits only. */
  phone: string;
  firstName: string;
  /** The code that Telegram sends to the account. */
  code: string;
  /** Second step, when the account has one. */
  password?: string;
  /** Where the account lives: others send it there. Default 2, where everybody begins. */
  dataCentre?: number;
}

export type MtprotoChannelKind = 'channel' | 'group' | 'forum';

/** One channel or group, what it holds, and what has happened to it. */
export class MtprotoChannel {
  readonly id: number;
  readonly kind: MtprotoChannelKind;
  /** May be changed at any time: answers are made when they are asked for. */
  channel: TelegramChannel;
  /** Whether the account sees it. */
  isOpen = true;
  /** Hash of an invitation that the account has accepted. */
  readonly invitation: string | undefined;
  /** Group in which posts are discussed. */
  readonly discussionId: number | null;
  /** Ids are those of the group, ascending. */
  readonly comments = new Map<number, TelegramMessage[]>();
  /** Posts whose discussion cannot be read. */
  readonly closedThreads = new Set<number>();
  /** How many of the newest changes Telegram still knows. */
  keptChanges = 1_000;
  readonly #changes: ChannelChange[] = [];
  #lastCommentId = 5_000;

  constructor(
    channel: TelegramChannel,
    options: { kind?: MtprotoChannelKind; invitation?: string; hasComments?: boolean } = {},
  ) {
    this.channel = channel;
    this.id = Number(channel.id);
    this.kind = options.kind ?? 'channel';
    this.invitation = options.invitation;
    this.discussionId = options.hasComments ? this.id + 7 : null;
  }

  /** Number of the newest change (https://core.telegram.org/api/updates). */
  get pts(): number {
    return this.#changes.length + 1;
  }

  /** @returns null when they are not known any more */
  changesSince(pts: number): readonly ChannelChange[] | null {
    return this.pts - pts > this.keptChanges ? null : this.#changes.slice(pts - 1);
  }

  post(message: TelegramMessage): void {
    this.channel.messages = [...this.channel.messages, message];
    this.#changes.push({ kind: 'new', messageId: message.id });
  }

  edit(id: number, fields: Partial<TelegramMessage>): void {
    this.channel.messages = this.channel.messages.map((message) => (message.id === id ? { ...message, ...fields } : message));
    this.#changes.push({ kind: 'edit', messageId: id });
  }

  remove(id: number): void {
    this.channel.messages = this.channel.messages.filter((message) => message.id !== id);
    this.#changes.push({ kind: 'delete', messageId: id });
  }

  /** @param answersTo another comment; default the post */
  comment(postId: number, text: string, answersTo?: number): TelegramMessage {
    this.#lastCommentId += 1;
    const id = this.#lastCommentId;
    const comment: TelegramMessage = {
      id,
      date: 1_760_000_000 + id,
      text,
      entities: [],
      from: { userId: 700_000_000 + (id % 5), name: `Reader ${id % 5}` },
      ...(answersTo === undefined ? {} : { replyTo: { messageId: answersTo } }),
    };
    this.comments.set(postId, [...(this.comments.get(postId) ?? []), comment]);
    return comment;
  }

  /** Id that a post has in the group where it is discussed. */
  static discussionRoot(postId: number): number {
    return postId + 1_000;
  }
}

export interface ChannelChange {
  kind: 'new' | 'edit' | 'delete';
  messageId: number;
}
