import { Long, type tl } from '@mtcute/node';
import type { TelegramAction, TelegramForward, TelegramMessage, TelegramReaction } from '../telegram/telegram-messages.ts';
import { toTlEntity } from './to-tl-entity.ts';
import { toTlMedia } from './to-tl-media.ts';

/** Where a message stands. */
export interface TlPlace {
  /** Without `-100`. */
  channelId: number;
  isGroup: boolean;
  /** What there is to say of the discussion under a post. */
  replies?: { count: number; lastId: number | null; groupId: number } | undefined;
}

/** A message as Telegram sends it to an account. */
export function toTlMessage(message: TelegramMessage, place: TlPlace): tl.TypeMessage {
  const { id, date, action, replyTo, from, forumTopicId, reactions } = message;
  const shared = {
    id,
    date,
    peerId: { _: 'peerChannel', channelId: place.channelId } as const,
    post: !place.isGroup,
    ...(from ? { fromId: { _: 'peerUser', userId: from.userId } as const } : {}),
    ...(reactions ? { reactions: { _: 'messageReactions', results: reactions.map(toTlReaction) } as const } : {}),
  };
  const reply = replyHeader(replyTo, forumTopicId, action);
  if (action) {
    return { _: 'messageService', ...shared, ...reply, action: toTlAction(action) };
  }
  return { _: 'message', ...shared, ...reply, ...content(message), ...repliesOf(place) };
}

function content(message: TelegramMessage): Pick<tl.RawMessage, 'message'> & Partial<tl.RawMessage> {
  const { text, entities, media, groupedId, forward, views, editedAt, signature, viaBot, preview, buttons } = message;
  return {
    message: text,
    ...(entities.length > 0 ? { entities: entities.map(toTlEntity) } : {}),
    ...(media ? { media: toTlMedia(media, message.id) } : {}),
    ...(preview ? { media: toPreview(preview) } : {}),
    ...(groupedId === undefined ? {} : { groupedId: Long.fromNumber(13_000_000_000_000 + groupedId) }),
    ...(forward ? { fwdFrom: toTlForward(forward) } : {}),
    ...(views === undefined ? {} : { views, forwards: 0 }),
    ...(editedAt === undefined ? {} : { editDate: editedAt }),
    ...(signature === undefined ? {} : { postAuthor: signature }),
    ...(viaBot === undefined ? {} : { viaBotId: botId(viaBot) }),
    ...(buttons
      ? {
          replyMarkup: {
            _: 'replyInlineMarkup' as const,
            rows: buttons.map((button) => ({
              _: 'keyboardButtonRow' as const,
              buttons: [{ _: 'keyboardButtonUrl' as const, ...button }],
            })),
          },
        }
      : {}),
  };
}

/** Any number that is the same for the same name. */
export function botId(username: string): number {
  return 900_000_000 + [...username].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
}

/** In a forum an answer names its topic, too; who writes into a topic answers the message that opened it. */
function replyHeader(
  replyTo: TelegramMessage['replyTo'],
  forumTopicId: number | undefined,
  action: TelegramAction | undefined,
): { replyTo?: tl.RawMessageReplyHeader } {
  if (action?.kind === 'pin_message') {
    return { replyTo: { _: 'messageReplyHeader', replyToMsgId: action.messageId } };
  }
  const topic = forumTopicId === undefined ? {} : { forumTopic: true };
  if (replyTo) {
    return {
      replyTo: {
        _: 'messageReplyHeader',
        replyToMsgId: replyTo.messageId,
        ...(replyTo.channel ? { replyToPeerId: { _: 'peerChannel', channelId: channelIdOf(replyTo.channel.username) } } : {}),
        ...topic,
        ...(forumTopicId === undefined ? {} : { replyToTopId: forumTopicId }),
      },
    };
  }
  return forumTopicId === undefined ? {} : { replyTo: { _: 'messageReplyHeader', replyToMsgId: forumTopicId, ...topic } };
}

export function channelIdOf(username: string): number {
  return 1_400_000_000 + [...username].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
}

function repliesOf({ replies }: TlPlace): { replies?: tl.RawMessageReplies } {
  return replies
    ? {
        replies: {
          _: 'messageReplies',
          comments: true,
          replies: replies.count,
          repliesPts: replies.count,
          channelId: replies.groupId,
          ...(replies.lastId === null ? {} : { maxId: replies.lastId }),
        },
      }
    : {};
}

function toTlForward(forward: TelegramForward): tl.RawMessageFwdHeader {
  switch (forward.from) {
    case 'channel':
      return {
        _: 'messageFwdHeader',
        date: forward.date,
        fromId: { _: 'peerChannel', channelId: Number(forward.channelId) },
        channelPost: forward.messageId,
        ...(forward.signature === undefined ? {} : { postAuthor: forward.signature }),
      };
    case 'user':
      return { _: 'messageFwdHeader', date: forward.date, fromId: { _: 'peerUser', userId: Number(forward.userId) } };
    case 'hidden':
      return { _: 'messageFwdHeader', date: forward.date, fromName: forward.name };
  }
}

function toTlReaction(reaction: TelegramReaction): tl.RawReactionCount {
  const { count } = reaction;
  switch (reaction.kind) {
    case 'emoji':
      return { _: 'reactionCount', reaction: { _: 'reactionEmoji', emoticon: reaction.emoji }, count };
    case 'custom_emoji':
      return {
        _: 'reactionCount',
        reaction: { _: 'reactionCustomEmoji', documentId: Long.fromString(reaction.customEmojiId) },
        count,
      };
    case 'paid':
      return { _: 'reactionCount', reaction: { _: 'reactionPaid' }, count };
  }
}

function toTlAction(action: TelegramAction): tl.TypeMessageAction {
  const call = { _: 'inputGroupCall', id: Long.ONE, accessHash: Long.ONE } as const;
  switch (action.kind) {
    case 'create_channel':
      return { _: 'messageActionChannelCreate', title: 'Harbour' };
    case 'edit_group_title':
      return { _: 'messageActionChatEditTitle', title: action.title };
    case 'edit_group_photo':
      return { _: 'messageActionChatEditPhoto', photo: { _: 'photoEmpty', id: Long.ONE } };
    case 'delete_group_photo':
      return { _: 'messageActionChatDeletePhoto' };
    case 'pin_message':
      return { _: 'messageActionPinMessage' };
    case 'group_call':
      return {
        _: 'messageActionGroupCall',
        call,
        ...(action.duration === undefined ? {} : { duration: action.duration }),
      };
    case 'group_call_scheduled':
      return { _: 'messageActionGroupCallScheduled', call, scheduleDate: 1_717_243_200 };
    case 'topic_created':
      return { _: 'messageActionTopicCreate', title: action.title, iconColor: 0x6fb9f0 };
  }
}

function toPreview({ url, siteName, title, description }: NonNullable<TelegramMessage['preview']>): tl.TypeMessageMedia {
  return {
    _: 'messageMediaWebPage',
    webpage: { _: 'webPage', id: Long.ONE, url, displayUrl: url, hash: 0, siteName, title, description },
  };
}
