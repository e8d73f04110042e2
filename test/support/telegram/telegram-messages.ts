/** A message of a channel as Telegram itself knows it, whichever way somebody looks at it. All doors to one channel are rendered from these. */
export interface TelegramMessage {
  id: number;
  /** Unix seconds. */
  date: number;
  text: string;
  /** Sorted by offset, longer ones first; they nest and do not cross. Offsets and lengths in UTF-16 code units. */
  entities: TelegramEntity[];
  media?: TelegramMedia;
  /** Equal for the members of one album. */
  groupedId?: number;
  replyTo?: TelegramReply;
  forward?: TelegramForward;
  reactions?: TelegramReaction[];
  views?: number;
  /** Unix seconds. */
  editedAt?: number;
  /** Who wrote a post that the channel signs. */
  signature?: string;
  /** With `@`. */
  viaBot?: string;
  preview?: { url: string; siteName: string; title: string; description: string };
  buttons?: { text: string; url: string }[];
  /** Makes it a service message. */
  action?: TelegramAction;
  /** Who wrote a message of a group; a post is the channel's. */
  from?: { userId: number; name: string };
  /** Forum topic of a group that it stands in. */
  forumTopicId?: number;
}

export interface TelegramEntity {
  /** As the Bot API names it. */
  kind: string;
  offset: number;
  length: number;
  /** Of a `text_link`. */
  url?: string;
  /** Of `pre`. */
  language?: string;
  /** Of `custom_emoji`. */
  customEmojiId?: string;
}

export type TelegramMedia =
  | { kind: 'photo' }
  | { kind: 'video'; duration: number; size?: number }
  | { kind: 'animation' }
  | { kind: 'video_message'; duration: number }
  | { kind: 'voice'; duration: number }
  | { kind: 'audio'; duration: number; title: string; performer: string }
  | { kind: 'file'; fileName: string; size: number; mime: string }
  | { kind: 'sticker'; emoji: string; format: 'webp' | 'tgs' | 'webm' }
  | { kind: 'location'; latitude: number; longitude: number }
  | { kind: 'venue'; latitude: number; longitude: number; title: string; address: string }
  | { kind: 'contact'; name: string; phone: string }
  | { kind: 'invoice'; title: string; description: string }
  | { kind: 'game'; title: string; description: string }
  | { kind: 'giveaway'; quantity: number; months: number }
  | { kind: 'story' }
  | TelegramPoll;

export interface TelegramPoll {
  kind: 'poll';
  question: string;
  answers: { text: string; votes: number }[];
  voters: number;
  isQuiz?: boolean;
  isClosed?: boolean;
}

/** To a message of the same channel, or of another one. */
export interface TelegramReply {
  messageId: number;
  channel?: { username: string; title: string };
}

export type TelegramForward =
  | {
      from: 'channel';
      title: string;
      username?: string;
      channelId: string;
      messageId: number;
      signature?: string;
      date: number;
    }
  | { from: 'user'; name: string; userId: string; date: number }
  | { from: 'hidden'; name: string; date: number };

export type TelegramReaction =
  | { kind: 'emoji'; emoji: string; count: number }
  | { kind: 'custom_emoji'; customEmojiId: string; count: number }
  | { kind: 'paid'; count: number };

export type TelegramAction =
  | { kind: 'create_channel' }
  | { kind: 'edit_group_title'; title: string }
  | { kind: 'edit_group_photo' }
  | { kind: 'delete_group_photo' }
  | { kind: 'pin_message'; messageId: number; excerpt: string }
  | { kind: 'group_call'; duration?: number }
  | { kind: 'group_call_scheduled'; at: string }
  | { kind: 'topic_created'; title: string };

/** A channel, and what it has posted, ids ascending. */
export interface TelegramChannel {
  /** Without `-100`. */
  id: string;
  title: string;
  username: string;
  description: string;
  subscribers: number;
  messages: TelegramMessage[];
}
