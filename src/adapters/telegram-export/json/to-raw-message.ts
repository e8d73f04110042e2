import { type Instant, instantFromUnixSeconds } from '../../../domain/instant.ts';
import type { RawMessage } from '../../../domain/raw-message.ts';
import { formatSourceRef } from '../../../domain/source-ref.ts';
import { collectLinks } from '../../telegram/collect-links.ts';
import { limitPayload } from '../../telegram/limit-payload.ts';
import type { ShapeCounter } from '../../telegram/shape-counter.ts';
import type { UnreadableMessage } from '../../telegram/unreadable-message.ts';
import { wellFormed } from '../../telegram/well-formed.ts';
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
  /** Date of the message before: what Desktop could not read it writes without one. The reader sets it. */
  previousDate: Instant | undefined;
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
  const date = readDate(message, context);
  if (date === null) {
    return { problem: `message ${id} has no usable date`, messageId: String(id) };
  }
  countUnknown(message, context.shapes);
  // What Desktop could not read it shows as a service message in its HTML exports, too.
  const isService = type === 'service' || type === 'unsupported';
  // Fields are set one by one: copying objects into each other costs more than everything else here.
  const raw: RawMessage = {
    id: String(id),
    message_type: isService ? 'service' : 'post',
    source_ref: formatSourceRef({ channelId: context.channelId, space: 'post', messageId: id }),
    channel_id: context.channelId,
    date,
    text: '',
    raw_payload: limitPayload(message, size),
  };
  readReply(raw, message);
  if (isService) {
    readService(raw, message, context);
  } else {
    readPost(raw, message, context);
  }
  return raw;
}

function readService(raw: RawMessage, message: Record<string, unknown>, { shapes }: JsonMessageContext): void {
  const { information_text: information, title } = message;
  raw.text = readText(message, shapes).text;
  if (raw.text === '' && isText(information)) {
    // The sentence of a custom action stands in a field of its own.
    raw.text = wellFormed(information);
  }
  raw.service_action = serviceActionOf(message);
  if (raw.service_action === 'topic_created') {
    raw.forum_topic = { id: raw.id, title: isText(title) ? wellFormed(title) : '' };
  }
  readAuthor(raw, message.actor, message.actor_id);
}

function serviceActionOf({ type, action, information_text: information }: Record<string, unknown>): string {
  if (isText(action)) {
    return wellFormed(action);
  }
  return type === 'unsupported' ? 'unsupported' : information === undefined ? 'unknown' : 'custom_action';
}

function readPost(raw: RawMessage, message: Record<string, unknown>, context: JsonMessageContext): void {
  const { shapes } = context;
  if (message.type !== 'message') {
    shapes.count(`type:${isText(message.type) ? message.type : typeof message.type}`);
  }
  const { text, entities } = readText(message, shapes);
  raw.text = text;
  if (entities.length > 0) {
    raw.entities = entities;
  }
  const links = collectLinks(text, entities);
  if (links.length > 0) {
    raw.links = links;
  }
  const media = readMedia(message, shapes);
  if (media) {
    raw.media = media;
  }
  readForward(raw, message);
  readReactions(raw, message.reactions);
  const isEdited = message.edited !== undefined || message.edited_unixtime !== undefined;
  const editedAt = isEdited ? readTime(message.edited_unixtime, message.edited, context) : null;
  if (editedAt !== null) {
    raw.edited_at = editedAt;
  }
  readAuthor(raw, message.from, message.from_id, message.author ?? message.signature);
}

function countUnknown(message: Record<string, unknown>, shapes: ShapeCounter): void {
  for (const field in message) {
    if (!knownFields.has(field)) {
      shapes.count(`field:${field}`);
    }
  }
}

function readDate(message: Record<string, unknown>, context: JsonMessageContext): Instant | null {
  if (message.type === 'unsupported' && message.date === undefined && message.date_unixtime === undefined) {
    return context.previousDate ?? null;
  }
  return readTime(message.date_unixtime, message.date, context);
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

function readAuthor(raw: RawMessage, name: unknown, id: unknown, signature?: unknown): void {
  const author: NonNullable<RawMessage['author']> = {};
  if (isText(name)) {
    author.name = wellFormed(name);
  }
  if (isText(id)) {
    author.id = wellFormed(id);
  }
  if (isText(signature)) {
    author.signature = wellFormed(signature);
  }
  if (author.name !== undefined || author.id !== undefined || author.signature !== undefined) {
    raw.author = author;
  }
}

/** An answer to a message of another chat is no parent here. */
function readReply(raw: RawMessage, { reply_to_message_id: parent, reply_to_peer_id: peer }: Record<string, unknown>): void {
  if (typeof parent !== 'number' || !Number.isSafeInteger(parent)) {
    return;
  }
  if (peer === undefined || peer === null) {
    raw.parent_message_id = String(parent);
  } else {
    raw.reply_to = { peer_id: isText(peer) || typeof peer === 'number' ? String(peer) : null, message_id: String(parent) };
  }
}

function readForward(raw: RawMessage, { forwarded_from, forwarded_from_id, saved_from }: Record<string, unknown>): void {
  if (forwarded_from === undefined && saved_from === undefined) {
    return;
  }
  // Null stands for an account that was deleted: a forward all the same.
  const origin = forwarded_from ?? saved_from;
  raw.forward = {
    ...(isText(origin) ? { from_name: wellFormed(origin) } : {}),
    ...(isText(forwarded_from_id) ? { from_id: wellFormed(forwarded_from_id) } : {}),
    ...(isText(saved_from) ? { saved_from: wellFormed(saved_from) } : {}),
  };
}

function readReactions(raw: RawMessage, value: unknown): void {
  if (!Array.isArray(value)) {
    return;
  }
  const reactions = value.flatMap((reaction: Record<string, unknown> | null) => {
    const { type, emoji, count } = reaction ?? {};
    return typeof count === 'number' && Number.isFinite(count)
      ? [{ kind: isText(type) ? type : 'emoji', ...(isText(emoji) ? { emoji: wellFormed(emoji) } : {}), count }]
      : [];
  });
  if (reactions.length > 0) {
    raw.reactions = reactions;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
