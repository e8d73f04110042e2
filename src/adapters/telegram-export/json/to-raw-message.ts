import { type Instant, instantFromUnixSeconds } from '../../../domain/instant.ts';
import type { RawMessage } from '../../../domain/raw-message.ts';
import { formatSourceRef } from '../../../domain/source-ref.ts';
import { collectLinks } from '../collect-links.ts';
import { limitPayload } from '../limit-payload.ts';
import type { ShapeCounter } from '../shape-counter.ts';
import type { UnreadableMessage } from '../unreadable-message.ts';
import { wellFormed } from '../well-formed.ts';
import type { ZonedTime } from '../zoned-time.ts';
import { knownFields } from './known-fields.ts';
import { readMedia } from './read-media.ts';
import { readText } from './read-text.ts';

export interface JsonMessageContext {
  channelId: string;
  shapes: ShapeCounter;
  zonedTime: ZonedTime;
  /** Called when a time had to be read by the clock of a zone, because the export is older than unix times in it. */
  onAssumedZone: () => void;
}

/**
 * Turns one message of a Desktop JSON export into ours. Pure but for the counters of the context.
 *
 * @param size of the message in the file, in bytes
 */
export function toRawMessage(wire: unknown, size: number, context: JsonMessageContext): RawMessage | UnreadableMessage {
  if (wire === null || typeof wire !== 'object' || Array.isArray(wire)) {
    return { problem: 'a message is not an object', messageId: null };
  }
  const message = wire as Record<string, unknown>;
  const { id, type } = message;
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id === 0) {
    return { problem: `a message has no usable id (${JSON.stringify(id)?.slice(0, 40)})`, messageId: null };
  }
  const date = readTime(message.date_unixtime, message.date, context);
  if (date === null) {
    return { problem: `message ${id} has no usable date`, messageId: String(id) };
  }
  countUnknown(message, context.shapes);
  const common = {
    id: String(id),
    source_ref: formatSourceRef({ channelId: context.channelId, space: 'post', messageId: id }),
    channel_id: context.channelId,
    date,
    raw_payload: limitPayload(message, size),
    ...readReply(message),
  };
  return type === 'service'
    ? { ...common, message_type: 'service', ...readService(message, common.id, context) }
    : { ...common, message_type: 'post', ...readPost(message, context) };
}

function readService(message: Record<string, unknown>, id: string, { shapes }: JsonMessageContext) {
  const action = typeof message.action === 'string' ? message.action : 'unknown';
  const title = typeof message.title === 'string' ? wellFormed(message.title) : '';
  return {
    text: readText(message, shapes).text,
    service_action: action,
    ...(action === 'topic_created' ? { forum_topic: { id, title } } : {}),
    ...readAuthor(message.actor, message.actor_id),
  };
}

function readPost(message: Record<string, unknown>, context: JsonMessageContext) {
  const { shapes } = context;
  if (message.type !== 'message') {
    shapes.count(`type:${String(message.type)}`);
  }
  const { text, entities } = readText(message, shapes);
  const links = collectLinks(text, entities);
  const media = readMedia(message, shapes);
  const isEdited = message.edited !== undefined || message.edited_unixtime !== undefined;
  const editedAt = isEdited ? readTime(message.edited_unixtime, message.edited, context) : null;
  return {
    text,
    ...(entities.length > 0 ? { entities } : {}),
    ...(links.length > 0 ? { links } : {}),
    ...(media ? { media } : {}),
    ...readForward(message),
    ...readReactions(message.reactions),
    ...(editedAt === null ? {} : { edited_at: editedAt }),
    ...readAuthor(message.from, message.from_id, message.author ?? message.signature),
  };
}

function countUnknown(message: Record<string, unknown>, shapes: ShapeCounter): void {
  for (const field in message) {
    if (!knownFields.has(field)) {
      shapes.count(`field:${field}`);
    }
  }
}

const localTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/;

function readTime(unixTime: unknown, local: unknown, { zonedTime, onAssumedZone }: JsonMessageContext): Instant | null {
  if ((typeof unixTime === 'string' && /^\d{1,12}$/.test(unixTime)) || typeof unixTime === 'number') {
    return instantFromUnixSeconds(Number(unixTime));
  }
  const match = typeof local === 'string' ? localTime.exec(local) : null;
  if (!match) {
    return null;
  }
  const asUtc = new Date(`${match[0]}Z`).getTime() / 1000;
  if (Number.isNaN(asUtc)) {
    return null;
  }
  onAssumedZone();
  return instantFromUnixSeconds(zonedTime.toUnixSeconds(asUtc));
}

function readAuthor(name: unknown, id: unknown, signature?: unknown): Pick<RawMessage, 'author'> {
  const author = {
    ...(typeof name === 'string' && name !== '' ? { name: wellFormed(name) } : {}),
    ...(typeof id === 'string' && id !== '' ? { id: wellFormed(id) } : {}),
    ...(typeof signature === 'string' && signature !== '' ? { signature: wellFormed(signature) } : {}),
  };
  return Object.keys(author).length > 0 ? { author } : {};
}

/** An answer to a message of another chat is no parent here. */
function readReply({ reply_to_message_id: parent, reply_to_peer_id: peer }: Record<string, unknown>): Partial<RawMessage> {
  if (typeof parent !== 'number' || !Number.isSafeInteger(parent)) {
    return {};
  }
  return peer === undefined || peer === null
    ? { parent_message_id: String(parent) }
    : { reply_to: { peer_id: String(peer), message_id: String(parent) } };
}

function readForward({
  forwarded_from: name,
  forwarded_from_id: id,
  saved_from: savedFrom,
}: Record<string, unknown>): Pick<RawMessage, 'forward'> {
  if (name === undefined && savedFrom === undefined) {
    return {};
  }
  const origin = name ?? savedFrom;
  return {
    forward: {
      ...(typeof origin === 'string' && origin !== '' ? { from_name: wellFormed(origin) } : {}),
      ...(typeof id === 'string' ? { from_id: wellFormed(id) } : {}),
    },
  };
}

function readReactions(value: unknown): Pick<RawMessage, 'reactions'> {
  if (!Array.isArray(value)) {
    return {};
  }
  const reactions = value.flatMap((reaction: Record<string, unknown> | null) => {
    const { type, emoji, count } = reaction ?? {};
    return typeof count === 'number' && Number.isFinite(count)
      ? [
          {
            kind: typeof type === 'string' ? type : 'emoji',
            ...(typeof emoji === 'string' ? { emoji: wellFormed(emoji) } : {}),
            count,
          },
        ]
      : [];
  });
  return reactions.length > 0 ? { reactions } : {};
}
