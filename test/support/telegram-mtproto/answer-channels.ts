import { Long, type tl } from '@mtcute/node';
import { firstIndexFrom } from '../telegram/first-index-from.ts';
import type { TelegramMessage } from '../telegram/telegram-messages.ts';
import type { TlAnswer } from './mtproto-client.ts';
import { MtprotoChannel, type MtprotoWorld } from './mtproto-world.ts';
import type { TlRequest } from './read-tl-method.ts';
import { RpcFailure } from './rpc-failure.ts';
import { botId, toTlMessage } from './to-tl-message.ts';

/** Most messages that one answer holds, as on Telegram. */
const largestPage = 100;

/**
 * Answers requests about channels and groups as https://core.telegram.org/methods describes them.
 *
 * @throws RpcFailure
 */
export function answerChannels(world: MtprotoWorld, request: TlRequest): TlAnswer {
  switch (request._) {
    case 'contacts.resolveUsername':
      return resolveUsername(world, String(request.username));
    case 'messages.checkChatInvite':
      return checkInvite(world, String(request.hash));
    case 'messages.getDialogs':
      return getDialogs(world);
    case 'channels.getChannels':
      return { _: 'messages.chats', chats: (request.id as unknown[]).map((id) => toChat(find(world, id))) } as TlAnswer;
    case 'channels.getFullChannel':
      return getFullChannel(find(world, request.channel));
    case 'messages.getHistory': {
      const channel = find(world, request.peer);
      return toMessages(channel, pageOf(channel.channel.messages, request), channel.channel.messages.length);
    }
    case 'messages.getReplies':
      return getReplies(find(world, request.peer), request);
    case 'updates.getChannelDifference':
      return getDifference(find(world, request.channel), request);
    case 'account.initTakeoutSession':
      return { _: 'account.takeout', id: Long.fromNumber(77) } as TlAnswer;
    case 'account.finishTakeoutSession':
      return true;
    default:
      throw new RpcFailure(400, 'METHOD_INVALID');
  }
}

function find(world: MtprotoWorld, peer: unknown): MtprotoChannel {
  const { channelId, accessHash } = peer as { channelId?: number; accessHash?: Long };
  const channel = channelId === undefined ? undefined : world.channels.get(channelId);
  if (!channel || !accessHash?.equals(hashOf(channel))) {
    throw new RpcFailure(400, 'CHANNEL_INVALID');
  }
  if (!channel.isOpen) {
    throw new RpcFailure(400, 'CHANNEL_PRIVATE');
  }
  return channel;
}

function hashOf({ id }: MtprotoChannel): Long {
  return Long.fromNumber(id * 3 + 1);
}

function toChat(channel: MtprotoChannel): tl.RawChannel {
  const { id, kind } = channel;
  const { title, username } = channel.channel;
  return {
    _: 'channel',
    id,
    accessHash: hashOf(channel),
    title,
    ...(username === '' ? {} : { username }),
    photo: { _: 'chatPhotoEmpty' },
    date: 1_600_000_000,
    ...(kind === 'channel' ? { broadcast: true } : { megagroup: true }),
    ...(kind === 'forum' ? { forum: true } : {}),
  };
}

function resolveUsername({ channels }: MtprotoWorld, username: string): TlAnswer {
  if (!/^[a-z]\w{3,31}$/i.test(username)) {
    throw new RpcFailure(400, 'USERNAME_INVALID');
  }
  const channel = [...channels.values()].find((one) => one.channel.username.toLowerCase() === username.toLowerCase());
  if (!channel) {
    throw new RpcFailure(400, 'USERNAME_NOT_OCCUPIED');
  }
  const peer = { _: 'peerChannel', channelId: channel.id };
  return { _: 'contacts.resolvedPeer', peer, chats: [toChat(channel)], users: [] } as TlAnswer;
}

function checkInvite({ channels }: MtprotoWorld, hash: string): TlAnswer {
  const channel = [...channels.values()].find(({ invitation }) => invitation === hash);
  if (!channel) {
    throw new RpcFailure(400, 'INVITE_HASH_EXPIRED');
  }
  const closed: tl.RawChatInvite = {
    _: 'chatInvite',
    title: channel.channel.title,
    photo: { _: 'photoEmpty', id: Long.ONE },
    participantsCount: 5,
    color: 1,
  };
  return channel.isOpen ? ({ _: 'chatInviteAlready', chat: toChat(channel) } as TlAnswer) : closed;
}

function getDialogs({ channels }: MtprotoWorld): TlAnswer {
  const open = [...channels.values()].filter(({ isOpen }) => isOpen);
  return { _: 'messages.dialogs', dialogs: open.map(toDialog), messages: [], chats: open.map(toChat), users: [] } as TlAnswer;
}

function toDialog({ id, pts, channel }: MtprotoChannel): tl.RawDialog {
  return {
    _: 'dialog',
    peer: { _: 'peerChannel', channelId: id },
    topMessage: channel.messages.at(-1)?.id ?? 0,
    readInboxMaxId: 0,
    readOutboxMaxId: 0,
    unreadCount: 0,
    unreadMentionsCount: 0,
    unreadReactionsCount: 0,
    unreadPollVotesCount: 0,
    notifySettings: { _: 'peerNotifySettings' },
    pts,
  };
}

function getFullChannel(channel: MtprotoChannel): TlAnswer {
  const fullChat: tl.RawChannelFull = {
    _: 'channelFull',
    id: channel.id,
    about: channel.channel.description,
    readInboxMaxId: 0,
    readOutboxMaxId: 0,
    unreadCount: 0,
    chatPhoto: { _: 'photoEmpty', id: Long.ONE },
    notifySettings: { _: 'peerNotifySettings' },
    botInfo: [],
    pts: channel.pts,
    participantsCount: channel.channel.subscribers,
    ...(channel.discussionId === null ? {} : { linkedChatId: channel.discussionId }),
  };
  return { _: 'messages.chatFull', fullChat, chats: [toChat(channel)], users: [] } as TlAnswer;
}

/** The list is newest first; an offset and what is skipped from it may point beyond its begin, which then is where the page begins. */
function pageOf(ascending: readonly TelegramMessage[], request: TlRequest): TelegramMessage[] {
  const { offsetId, addOffset, limit, maxId, minId } = request as Record<string, number>;
  const end = offsetId ? firstIndexFrom(ascending, offsetId) : ascending.length;
  const top = Math.min(ascending.length, end - (addOffset ?? 0));
  const page = ascending.slice(Math.max(0, top - Math.min(limit ?? 0, largestPage)), Math.max(0, top)).reverse();
  return page.filter(({ id }) => (!maxId || id < maxId) && (!minId || id > minId));
}

function toMessages(channel: MtprotoChannel, messages: TelegramMessage[], count: number): TlAnswer {
  return {
    _: 'messages.channelMessages',
    pts: channel.pts,
    count,
    messages: messages.map((message) => toPost(channel, message)),
    topics: [],
    chats: [toChat(channel), ...originsOf(messages)],
    users: usersOf(messages),
  } as TlAnswer;
}

function toPost(channel: MtprotoChannel, message: TelegramMessage): tl.TypeMessage {
  const { discussionId, kind, comments } = channel;
  const under = comments.get(message.id) ?? [];
  const replies =
    discussionId === null ? undefined : { count: under.length, lastId: under.at(-1)?.id ?? null, groupId: discussionId };
  return toTlMessage(message, { channelId: channel.id, isGroup: kind !== 'channel', replies });
}

function usersOf(messages: readonly TelegramMessage[]): tl.RawUser[] {
  const users = new Map<number, tl.RawUser>();
  for (const { from, forward, viaBot } of messages) {
    if (from) {
      users.set(from.userId, toUser(from.userId, from.name));
    }
    if (forward?.from === 'user') {
      users.set(Number(forward.userId), toUser(Number(forward.userId), forward.name));
    }
    if (viaBot !== undefined) {
      const id = botId(viaBot);
      users.set(id, { ...toUser(id, viaBot), bot: true, botInfoVersion: 1, username: viaBot.slice(1) });
    }
  }
  return [...users.values()];
}

function toUser(id: number, name: string): tl.RawUser {
  const [firstName = '', ...rest] = name.split(' ');
  return {
    _: 'user',
    id,
    accessHash: Long.fromNumber(id),
    firstName,
    ...(rest.length > 0 ? { lastName: rest.join(' ') } : {}),
  };
}

/** Channels that messages were forwarded from. */
function originsOf(messages: readonly TelegramMessage[]): tl.RawChannel[] {
  const origins = new Map<number, tl.RawChannel>();
  for (const { forward } of messages) {
    if (forward?.from === 'channel') {
      const id = Number(forward.channelId);
      origins.set(id, {
        _: 'channel',
        id,
        accessHash: Long.fromNumber(id),
        title: forward.title,
        ...(forward.username === undefined ? {} : { username: forward.username }),
        photo: { _: 'chatPhotoEmpty' },
        date: 1_600_000_000,
        broadcast: true,
      });
    }
  }
  return [...origins.values()];
}

function getReplies(channel: MtprotoChannel, request: TlRequest): TlAnswer {
  const postId = Number(request.msgId);
  if (channel.discussionId === null || channel.closedThreads.has(postId)) {
    throw new RpcFailure(400, 'MSG_ID_INVALID');
  }
  const groupId = channel.discussionId;
  const all = channel.comments.get(postId) ?? [];
  const page = pageOf(all, request);
  const root = MtprotoChannel.discussionRoot(postId);
  return {
    _: 'messages.channelMessages',
    pts: 1,
    count: all.length,
    messages: page.map((comment) => ({
      ...toTlMessage(comment, { channelId: groupId, isGroup: true }),
      replyTo: {
        _: 'messageReplyHeader',
        replyToMsgId: comment.replyTo?.messageId ?? root,
        ...(comment.replyTo ? { replyToTopId: root } : {}),
      },
    })),
    topics: [],
    chats: [toChat(channel)],
    users: usersOf(page),
  } as TlAnswer;
}

function getDifference(channel: MtprotoChannel, { pts, limit }: TlRequest): TlAnswer {
  const changes = channel.changesSince(Number(pts));
  if (changes === null) {
    return {
      _: 'updates.channelDifferenceTooLong',
      final: true,
      dialog: toDialog(channel),
      messages: [],
      chats: [toChat(channel)],
      users: [],
    } as TlAnswer;
  }
  if (changes.length === 0) {
    return { _: 'updates.channelDifferenceEmpty', final: true, pts: channel.pts } as TlAnswer;
  }
  const piece = changes.slice(0, Math.min(Number(limit), largestPage));
  const now = new Map(channel.channel.messages.map((message) => [message.id, message]));
  const changed = (kind: string) =>
    piece.flatMap((change) => {
      const message = change.kind === kind ? now.get(change.messageId) : undefined;
      return message ? [message] : [];
    });
  const next = Number(pts) + piece.length;
  const deleted = piece.filter(({ kind }) => kind === 'delete').map(({ messageId }) => messageId);
  return {
    _: 'updates.channelDifference',
    final: piece.length === changes.length,
    pts: next,
    newMessages: changed('new').map((message) => toPost(channel, message)),
    otherUpdates: [
      ...changed('edit').map((message) => ({
        _: 'updateEditChannelMessage',
        message: toPost(channel, message),
        pts: next,
        ptsCount: 1,
      })),
      ...(deleted.length > 0
        ? [
            {
              _: 'updateDeleteChannelMessages',
              channelId: channel.id,
              messages: deleted,
              pts: next,
              ptsCount: deleted.length,
            },
          ]
        : []),
    ],
    chats: [toChat(channel)],
    users: usersOf([...changed('new'), ...changed('edit')]),
  } as TlAnswer;
}
