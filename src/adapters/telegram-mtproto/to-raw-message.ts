import type { tl } from '@mtcute/node';
import { type Instant, instantFromUnixSeconds } from '../../domain/instant.ts';
import type { RawMessage } from '../../domain/raw-message.ts';
import { formatSourceRef } from '../../domain/source-ref.ts';
import { collectLinks } from '../telegram/collect-links.ts';
import { limitPayload } from '../telegram/limit-payload.ts';
import type { ShapeCounter } from '../telegram/shape-counter.ts';
import type { UnreadableMessage } from '../telegram/unreadable-message.ts';
import { wellFormed } from '../telegram/well-formed.ts';
import { type PeerNames, peerId } from './peer-names.ts';
import { readTlEntities } from './read-tl-entities.ts';
import { readTlMedia } from './read-tl-media.ts';
import { tlServiceAction } from './tl-service-action.ts';
import { toJsonPayload } from './to-json-payload.ts';

export interface TlMessageContext {
  channelId: string;
  /** Whether the messages are those of the channel or group itself, or the discussion under one of its posts. */
  space: { kind: 'post' } | { kind: 'comment'; postId: number };
  peers: PeerNames;
  shapes: ShapeCounter;
}

/**
 * Turns a message as Telegram sends it into ours. A comment belongs to the channel under whose post it stands, with the id that it has in
 * the group of the discussion.
 *
 * @returns null for a place where no message is
 */
export function toRawMessage(message: tl.TypeMessage, context: TlMessageContext): RawMessage | UnreadableMessage | null {
  if (message._ === 'messageEmpty') {
    return null;
  }
  const date = instantFromUnixSeconds(message.date);
  if (date === null) {
    return { problem: `message ${message.id} has no usable date`, messageId: String(message.id) };
  }
  const { channelId, space } = context;
  const payload = toJsonPayload(message);
  const raw: RawMessage = {
    id: String(message.id),
    message_type: message._ === 'messageService' ? 'service' : space.kind,
    source_ref: formatSourceRef({ channelId, space: space.kind, messageId: message.id }),
    channel_id: channelId,
    date,
    text: '',
    raw_payload: limitPayload(payload, JSON.stringify(payload).length),
    ...readReply(message, context),
    ...readAuthor(message, context),
    ...readReactions(message.reactions),
  };
  return message._ === 'messageService'
    ? { ...raw, ...readService(message, context) }
    : { ...raw, ...readContent(message, context) };
}

function readService({ id, action }: tl.RawMessageService, { shapes }: TlMessageContext): Partial<RawMessage> {
  return {
    service_action: tlServiceAction(action, shapes),
    ...(action._ === 'messageActionCustomAction' ? { text: wellFormed(action.message) } : {}),
    ...(action._ === 'messageActionTopicCreate' ? { forum_topic: { id: String(id), title: wellFormed(action.title) } } : {}),
  };
}

function readContent(message: tl.RawMessage, context: TlMessageContext): Partial<RawMessage> {
  const { shapes, peers } = context;
  const text = wellFormed(message.message);
  const entities = readTlEntities(message.entities ?? [], text.length, shapes);
  const links = collectLinks(text, entities);
  const media = message.media && readTlMedia(message.media, shapes);
  const viaBot = message.viaBotId === undefined ? undefined : peers.get(`user${message.viaBotId}`)?.username;
  // What changes without anybody's edit (a reaction, a poll) is marked with a time, too, and to be hidden.
  const editedAt = message.editHide ? null : instantOf(message.editDate);
  return {
    text,
    ...(entities.length > 0 ? { entities } : {}),
    ...(links.length > 0 ? { links } : {}),
    ...(media ? { media } : {}),
    grouped_id: message.groupedId?.toString() ?? null,
    ...(message.fwdFrom ? { forward: readForward(message.fwdFrom, peers) } : {}),
    ...(message.views === undefined ? {} : { views: message.views }),
    ...(editedAt === null ? {} : { edited_at: editedAt }),
    ...(viaBot === undefined ? {} : { via_bot: `@${viaBot}` }),
  };
}

/** As JSON exports name authors: a post is the channel's, and its writer a signature. */
function readAuthor(message: tl.RawMessage | tl.RawMessageService, { peers }: TlMessageContext): Pick<RawMessage, 'author'> {
  const id = peerId(message.fromId ?? message.peerId);
  const name = peers.get(id)?.name;
  const signature = message._ === 'message' ? message.postAuthor : undefined;
  return {
    author: {
      ...(name === undefined ? {} : { name }),
      id,
      ...(signature === undefined || signature === '' ? {} : { signature: wellFormed(signature) }),
    },
  };
}

/** Actions that are about a message and no answer to it. */
const pointing: ReadonlySet<string> = new Set<tl.TypeMessageAction['_']>([
  'messageActionPinMessage',
  'messageActionGameScore',
  'messageActionPaymentSent',
]);

function readReply(message: tl.RawMessage | tl.RawMessageService, context: TlMessageContext): Partial<RawMessage> {
  const { channelId, space } = context;
  const { replyTo: reply } = message;
  if (message._ === 'messageService' && pointing.has(message.action._)) {
    return {};
  }
  if (space.kind === 'comment') {
    const root = String(space.postId);
    const isToComment = reply?._ === 'messageReplyHeader' && reply.replyToTopId !== undefined;
    return { thread_id: root, parent_message_id: isToComment ? String(reply.replyToMsgId ?? root) : root };
  }
  if (reply?._ === 'messageReplyStoryHeader') {
    return { reply_to: { peer_id: peerId(reply.peer), story_id: String(reply.storyId) } };
  }
  if (reply?._ !== 'messageReplyHeader' || reply.replyToMsgId === undefined) {
    return {};
  }
  const answered = String(reply.replyToMsgId);
  const peer = reply.replyToPeerId && peerId(reply.replyToPeerId);
  if (peer !== undefined && peer !== `channel${channelId}`) {
    return { reply_to: { peer_id: peer, message_id: answered } };
  }
  // Who writes into a topic answers the message that opened it.
  const topic = reply.forumTopic ? { forum_topic: { id: String(reply.replyToTopId ?? reply.replyToMsgId) } } : {};
  return { parent_message_id: answered, ...topic };
}

function readForward(header: tl.RawMessageFwdHeader, peers: PeerNames): NonNullable<RawMessage['forward']> {
  const id = header.fromId && peerId(header.fromId);
  const origin = id === undefined ? undefined : peers.get(id);
  const date = instantOf(header.date);
  const name = origin?.name ?? (header.fromName ? wellFormed(header.fromName) : undefined);
  return {
    ...(name === undefined ? {} : { from_name: name }),
    ...(id === undefined ? {} : { from_id: id }),
    ...(origin?.username === undefined ? {} : { from_username: origin.username }),
    ...(header.channelPost === undefined ? {} : { message_id: String(header.channelPost) }),
    ...(date === null ? {} : { date }),
    ...(header.postAuthor ? { signature: wellFormed(header.postAuthor) } : {}),
  };
}

function readReactions(reactions: tl.TypeMessageReactions | undefined): Pick<RawMessage, 'reactions'> {
  const counted = (reactions?.results ?? []).flatMap(({ reaction, count }) => {
    switch (reaction._) {
      case 'reactionEmoji':
        return [{ kind: 'emoji', emoji: wellFormed(reaction.emoticon), count }];
      case 'reactionCustomEmoji':
        return [{ kind: 'custom_emoji', custom_emoji_id: reaction.documentId.toString(), count }];
      case 'reactionPaid':
        return [{ kind: 'paid', count }];
      default:
        return [];
    }
  });
  return counted.length > 0 ? { reactions: counted } : {};
}

function instantOf(unixSeconds: number | undefined): Instant | null {
  return unixSeconds === undefined ? null : instantFromUnixSeconds(unixSeconds);
}
