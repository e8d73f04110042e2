import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  TelegramAction,
  TelegramChannel,
  TelegramEntity,
  TelegramForward,
  TelegramMedia,
  TelegramMessage,
  TelegramReaction,
} from '../telegram/telegram-messages.ts';
import { channelIdOf } from '../telegram-mtproto/to-tl-message.ts';

const notIncluded = '(File not included. Change data exporting settings to download.)';

/**
 * Writes a channel as Telegram Desktop exports it, machine-readable and without media.
 *
 * @returns path of the file
 */
export function writeExport(channel: TelegramChannel, folder: string): string {
  const { title, id, messages } = channel;
  const path = join(folder, 'result.json');
  const wire = {
    name: title,
    type: 'public_channel',
    id: Number(id),
    messages: messages.map((message) => toWire(message, channel)),
  };
  writeFileSync(path, JSON.stringify(wire, null, 1));
  return path;
}

function toWire(message: TelegramMessage, { title, id }: TelegramChannel): object {
  const { date, action, editedAt, replyTo, forward, media, reactions, signature, viaBot, buttons } = message;
  const owner = `channel${id}`;
  if (action) {
    return {
      ...{ id: message.id, type: 'service', ...times('date', date), actor: title, actor_id: owner },
      ...describeAction(action),
      ...{ text: '', text_entities: [] },
    };
  }
  const pieces = toPieces(message);
  return {
    ...{ id: message.id, type: 'message', ...times('date', date) },
    ...(editedAt === undefined ? {} : times('edited', editedAt)),
    ...{ from: title, from_id: owner },
    ...(signature === undefined ? {} : { author: signature }),
    ...(forward ? describeForward(forward) : {}),
    ...(replyTo ? { reply_to_message_id: replyTo.messageId } : {}),
    ...(replyTo?.channel ? { reply_to_peer_id: `channel${channelIdOf(replyTo.channel.username)}` } : {}),
    ...(media ? describeMedia(media) : {}),
    ...(viaBot === undefined ? {} : { via_bot: viaBot }),
    ...{ text: toText(pieces), text_entities: pieces },
    ...(buttons ? { inline_bot_buttons: buttons.map(({ text, url }) => [{ type: 'url', text, data: url }]) } : {}),
    ...(reactions ? { reactions: reactions.map(describeReaction) } : {}),
  };
}

function times(name: string, seconds: number): object {
  return { [name]: new Date(seconds * 1000).toISOString().slice(0, 19), [`${name}_unixtime`]: String(seconds) };
}

interface Piece {
  type: string;
  text: string;
  [detail: string]: unknown;
}

const types: Record<string, string> = { url: 'link', phone_number: 'phone', text_mention: 'mention_name' };

/** Desktop writes one mark after the other: of marks within marks the outer one is left. */
function toPieces({ text, entities }: TelegramMessage): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const entity of entities) {
    if (entity.offset < at) {
      continue;
    }
    if (entity.offset > at) {
      pieces.push({ type: 'plain', text: text.slice(at, entity.offset) });
    }
    at = entity.offset + entity.length;
    pieces.push({ type: types[entity.kind] ?? entity.kind, text: text.slice(entity.offset, at), ...details(entity) });
  }
  return at < text.length ? [...pieces, { type: 'plain', text: text.slice(at) }] : pieces;
}

function details({ kind, url, language, customEmojiId }: TelegramEntity): object {
  switch (kind) {
    case 'text_link':
      return { href: url };
    case 'pre':
      return { language: language ?? '' };
    case 'custom_emoji':
      return { document_id: customEmojiId };
    case 'blockquote':
      return { collapsed: false };
    default:
      return {};
  }
}

function toText(pieces: readonly Piece[]): unknown {
  return pieces.every(({ type }) => type === 'plain')
    ? pieces.map(({ text }) => text).join('')
    : pieces.map((piece) => (piece.type === 'plain' ? piece.text : piece));
}

function describeMedia(media: TelegramMedia): object {
  const file = (fields: object) => ({ file: notIncluded, ...fields });
  switch (media.kind) {
    case 'photo':
      return { photo: notIncluded, photo_file_size: 180_000, width: 1280, height: 960 };
    case 'video':
      return file({
        file_size: media.size ?? 100_000,
        media_type: 'video_file',
        mime_type: 'video/mp4',
        duration_seconds: media.duration,
      });
    case 'animation':
      return file({ file_size: 100_000, media_type: 'animation', mime_type: 'video/mp4', duration_seconds: 3 });
    case 'video_message':
      return file({
        file_size: 100_000,
        media_type: 'video_message',
        mime_type: 'video/mp4',
        duration_seconds: media.duration,
      });
    case 'voice':
      return file({
        file_size: 100_000,
        media_type: 'voice_message',
        mime_type: 'audio/ogg',
        duration_seconds: media.duration,
      });
    case 'audio':
      return file({
        ...{ file_size: 100_000, media_type: 'audio_file', performer: media.performer, title: media.title },
        ...{ mime_type: 'audio/mpeg', duration_seconds: media.duration },
      });
    case 'file':
      return file({ file_name: media.fileName, file_size: media.size, mime_type: media.mime });
    case 'sticker':
      return file({ file_size: 100_000, media_type: 'sticker', sticker_emoji: media.emoji });
    case 'location':
      return { location_information: { latitude: media.latitude, longitude: media.longitude } };
    case 'venue':
      return {
        ...{ place_name: media.title, address: media.address },
        location_information: { latitude: media.latitude, longitude: media.longitude },
      };
    case 'contact':
      return { contact_information: { first_name: media.name, last_name: '', phone_number: media.phone } };
    case 'invoice':
      return {
        invoice_information: { title: media.title, description: media.description, amount: 500, currency: 'EUR' },
      };
    case 'game':
      return { game_title: media.title, game_description: media.description };
    case 'giveaway':
      return { giveaway_information: { quantity: media.quantity, months: media.months, channels: [] } };
    case 'story':
      return { story: { id: 4 } };
    case 'poll':
      return {
        poll: {
          question: media.question,
          closed: media.isClosed === true,
          total_voters: media.voters,
          answers: media.answers.map(({ text, votes }) => ({ text, voters: votes, chosen: false })),
        },
      };
  }
}

function describeForward(forward: TelegramForward): object {
  switch (forward.from) {
    case 'channel':
      return { forwarded_from: forward.title, forwarded_from_id: `channel${forward.channelId}` };
    case 'user':
      return { forwarded_from: forward.name, forwarded_from_id: `user${forward.userId}` };
    case 'hidden':
      return { forwarded_from: forward.name };
  }
}

function describeReaction(reaction: TelegramReaction): object {
  switch (reaction.kind) {
    case 'emoji':
      return { type: 'emoji', count: reaction.count, emoji: reaction.emoji };
    case 'custom_emoji':
      return { type: 'custom_emoji', count: reaction.count, document_id: reaction.customEmojiId };
    case 'paid':
      return { type: 'paid', count: reaction.count };
  }
}

function describeAction(action: TelegramAction): object {
  switch (action.kind) {
    case 'create_channel':
      return { action: 'create_channel', title: 'Harbour' };
    case 'edit_group_title':
      return { action: 'edit_group_title', title: action.title };
    case 'edit_group_photo':
      return { action: 'edit_group_photo', photo: notIncluded };
    case 'delete_group_photo':
      return { action: 'delete_group_photo' };
    case 'pin_message':
      return { action: 'pin_message', message_id: action.messageId };
    case 'group_call':
      return { action: 'group_call', ...(action.duration === undefined ? {} : { duration: action.duration }) };
    case 'group_call_scheduled':
      return { action: 'group_call_scheduled', schedule_date: 1_717_243_200 };
    case 'topic_created':
      return { action: 'topic_created', title: action.title };
  }
}
