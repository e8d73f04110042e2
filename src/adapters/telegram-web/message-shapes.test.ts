import { describe, expect, test } from 'vitest';
import { makeChannel } from '../../../test/support/telegram/make-channel.ts';
import { messageShapes } from '../../../test/support/telegram/message-shapes.ts';
import { postShapes } from '../../../test/support/telegram/post-shapes.ts';
import type { TelegramEntity, TelegramMedia, TelegramMessage } from '../../../test/support/telegram/telegram-messages.ts';
import { renderAction } from '../../../test/support/telegram-web/render-action.ts';
import { renderPage } from '../../../test/support/telegram-web/render-page.ts';
import { rawMessageSchema } from '../../domain/raw-message.ts';
import { ShapeCounter } from '../telegram/shape-counter.ts';
import { parsePage } from './parse-page.ts';

const channel = makeChannel();

/** Marks on exactly the same words have no order. */
function inOrder<Entity extends { offset?: unknown; length?: unknown; kind?: unknown }>(entities: readonly Entity[]): Entity[] {
  const key = ({ offset, length, kind }: Entity) => `${String(offset).padStart(6)} ${9_999 - Number(length)} ${kind}`;
  return [...entities].sort((left, right) => (key(left) < key(right) ? -1 : 1));
}

/** What the preview can show of media; the rest is not on the page. */
function shownMedia(media: TelegramMedia): Record<string, unknown> {
  switch (media.kind) {
    case 'video':
    case 'video_message':
    case 'voice':
      return { kind: media.kind, duration: media.duration };
    case 'audio':
      return { kind: 'audio', title: media.title, performer: media.performer };
    case 'file':
      return { kind: 'file', file_name: media.fileName };
    case 'giveaway':
    case 'story':
      return { kind: 'unsupported' };
    case 'poll':
      return {
        kind: 'poll',
        question: media.question,
        options: media.answers.map(({ text }) => text),
        total_voters: media.voters,
        ...(media.isQuiz ? { is_quiz: true } : {}),
        ...(media.isClosed ? { is_closed: true } : {}),
      };
    default:
      return { kind: media.kind };
  }
}

function shownEntity({ kind, offset, length, url, language, customEmojiId }: TelegramEntity): Record<string, unknown> {
  return {
    kind,
    offset,
    length,
    ...(url === undefined ? {} : { url }),
    ...(language === undefined ? {} : { language }),
    ...(customEmojiId === undefined ? {} : { custom_emoji_id: customEmojiId }),
  };
}

function shownForward(forward: NonNullable<TelegramMessage['forward']>): Record<string, unknown> {
  if (forward.from !== 'channel') {
    return { from_name: forward.name };
  }
  const { title, username, messageId, signature } = forward;
  return {
    from_name: title,
    ...(username === undefined ? {} : { from_username: username, message_id: String(messageId) }),
    ...(signature === undefined ? {} : { signature }),
  };
}

function shownReply({ messageId, channel: other }: NonNullable<TelegramMessage['replyTo']>): Record<string, unknown> {
  return other
    ? { reply_to: { username: other.username, message_id: String(messageId) } }
    : { parent_message_id: String(messageId) };
}

/** The message as the preview shows it, without links, which follow from the text, and payload. */
function shown(message: TelegramMessage, all: readonly TelegramMessage[]): Record<string, unknown> {
  const { id, date, text, entities, media, groupedId, action, reactions, views, editedAt, viaBot, signature } = message;
  const base = {
    id: String(id),
    source_ref: `tg:1500000000:post:${id}`,
    channel_id: '1500000000',
    date: `${new Date(date * 1_000).toISOString().slice(0, 19)}Z`,
  };
  if (action) {
    return { ...base, message_type: 'service', text: renderAction(action, channel.title), service_action: action.kind };
  }
  const albumId = groupedId === undefined ? undefined : all.find((other) => other.groupedId === groupedId)?.id;
  return {
    ...base,
    message_type: 'post',
    text,
    author: { name: channel.title, id: 'channel1500000000', ...(signature === undefined ? {} : { signature }) },
    ...(entities.length === 0 ? {} : { entities: inOrder(entities.map(shownEntity)) }),
    ...(media ? { media: shownMedia(media) } : {}),
    ...(albumId === undefined ? {} : { album_id: String(albumId) }),
    ...(message.forward ? { forward: shownForward(message.forward) } : {}),
    ...(message.replyTo ? shownReply(message.replyTo) : {}),
    ...(viaBot === undefined ? {} : { via_bot: viaBot }),
    ...(views === undefined ? {} : { views }),
    ...(editedAt === undefined ? {} : { is_edited: true }),
    ...(reactions
      ? {
          reactions: reactions.map(({ kind, count, ...rest }) => ({
            kind,
            count,
            ...('emoji' in rest ? { emoji: rest.emoji } : {}),
            ...('customEmojiId' in rest ? { custom_emoji_id: rest.customEmojiId } : {}),
          })),
        }
      : {}),
  };
}

describe('a message of the shape', () => {
  test.each(messageShapes.map((shape) => [shape.name, shape] as const))('%s is read as it is shown', (_, shape) => {
    const messages = postShapes([shape]);
    const shapes = new ShapeCounter();
    const page = parsePage(renderPage(channel, { messages, hasOlder: false, hasNewer: false }), { path: '/s/x', shapes });
    expect(page).toMatchObject({ kind: 'history', channelId: channel.id, damages: [], isWhole: true });
    expect(shapes.list()).toEqual([]);
    const read = page.messages.map(({ raw_payload, links, media, entities, ...rest }) => {
      const { approximate_size, percentages, ...exact }: Record<string, unknown> = media ?? {};
      return { ...rest, ...(entities ? { entities: inOrder(entities) } : {}), ...(media ? { media: exact } : {}) };
    });
    expect(read).toEqual(messages.map((message) => shown(message, messages)));
    for (const message of page.messages) {
      expect(rawMessageSchema.safeParse(message).error).toBeUndefined();
    }
  });

  test('a whole page of them, in one, gives each', () => {
    const messages = postShapes(messageShapes);
    const page = parsePage(renderPage(channel, { messages, hasOlder: true, hasNewer: true }), { path: '/s/x' });
    expect(page.messages.map(({ id }) => Number(id))).toEqual(messages.map(({ id }) => id));
    expect(page).toMatchObject({ damages: [], olderBefore: 1, newerAfter: messages.at(-1)?.id });
    expect(page.channel).toEqual({
      title: channel.title,
      username: channel.username,
      description: channel.description,
      counters: { subscribers: '15.4K' },
    });
  });
});

describe('what has no field of its own stays in the payload:', () => {
  const payloadOf = (name: string) => {
    const shape = messageShapes.find((one) => one.name === name);
    const messages = postShapes(shape ? [shape] : []);
    return parsePage(renderPage(channel, { messages, hasOlder: false, hasNewer: false }), { path: '/s/x' }).messages[0];
  };

  test('the preview of a link', () => {
    expect(payloadOf('preview of a link')?.raw_payload).toMatchObject({
      link_preview: { url: 'https://example.org/ship', site_name: 'Example', title: 'A ship & its name' },
    });
  });

  test('buttons', () => {
    expect(payloadOf('buttons')?.raw_payload).toMatchObject({
      buttons: [{ text: 'Timetable', url: 'https://example.org/times' }, { text: 'Tickets' }],
    });
  });

  test('views as they were shown, and the markup', () => {
    const message = payloadOf('thousands of views');
    expect(message?.raw_payload).toMatchObject({ views: '1.98K', html: expect.stringContaining('data-post="harbour_news/1"') });
  });

  test('sizes are rounded on the page and not passed off as exact', () => {
    const media = payloadOf('file')?.media;
    expect(media).not.toHaveProperty('size');
    expect(media?.approximate_size).toBe(1_258_291);
  });
});
