import { describe, expect, test } from 'vitest';
import type { RawMessage } from '../../../domain/raw-message.ts';
import { rawMessageSchema } from '../../../domain/raw-message.ts';
import { ShapeCounter } from '../../telegram/shape-counter.ts';
import { createZonedTime } from '../zoned-time.ts';
import { toRawMessage } from './to-raw-message.ts';

const base = { id: 7, type: 'message', date: '2026-01-01T12:00:00', date_unixtime: '1767261600', text: '' };
const fileMissing = '(File not included. Change data exporting settings to download.)';

function convert(fields: Record<string, unknown>, zone = 'UTC') {
  const shapes = new ShapeCounter();
  let hasAssumedZone = false;
  const wire = JSON.parse(JSON.stringify({ ...base, ...fields }));
  const message = toRawMessage(wire, 100, {
    channelId: '1500000001',
    shapes,
    zonedTime: createZonedTime(zone),
    onAssumedZone: () => {
      hasAssumedZone = true;
    },
    previousDate: undefined,
  });
  return {
    message: message as RawMessage,
    problem: 'problem' in message ? message.problem : null,
    shapes: shapes.list(),
    hasAssumedZone,
  };
}

const piece = (type: string, text: string, more: object = {}) => ({ type, text, ...more });

describe('text and entities', () => {
  test.each<[string, Record<string, unknown>, string, object[]]>([
    ['a plain string', { text: 'Hello' }, 'Hello', []],
    ['a string with text_entities', { text: 'Hello', text_entities: [piece('plain', 'Hello')] }, 'Hello', []],
    [
      'a mixed array without text_entities',
      { text: ['a ', piece('bold', 'b'), ' c'] },
      'a b c',
      [{ kind: 'bold', offset: 2, length: 1 }],
    ],
    ['italic', { text_entities: [piece('italic', 'x')] }, 'x', [{ kind: 'italic', offset: 0, length: 1 }]],
    ['underline', { text_entities: [piece('underline', 'x')] }, 'x', [{ kind: 'underline', offset: 0, length: 1 }]],
    ['strikethrough', { text_entities: [piece('strikethrough', 'x')] }, 'x', [{ kind: 'strikethrough', offset: 0, length: 1 }]],
    ['spoiler', { text_entities: [piece('spoiler', 'x')] }, 'x', [{ kind: 'spoiler', offset: 0, length: 1 }]],
    ['blockquote', { text_entities: [piece('blockquote', 'x')] }, 'x', [{ kind: 'blockquote', offset: 0, length: 1 }]],
    ['code', { text_entities: [piece('code', 'x')] }, 'x', [{ kind: 'code', offset: 0, length: 1 }]],
    [
      'pre with its language',
      { text_entities: [piece('pre', 'x', { language: 'ts' })] },
      'x',
      [{ kind: 'pre', language: 'ts' }],
    ],
    ['pre without a language', { text_entities: [piece('pre', 'x', { language: '' })] }, 'x', [{ kind: 'pre' }]],
    ['link', { text_entities: [piece('link', 'example.org')] }, 'example.org', [{ kind: 'url', length: 11 }]],
    [
      'text_link',
      { text_entities: [piece('text_link', 'map', { href: 'https://example.org/m' })] },
      'map',
      [{ kind: 'text_link', url: 'https://example.org/m' }],
    ],
    ['mention', { text_entities: [piece('mention', '@anna')] }, '@anna', [{ kind: 'mention' }]],
    [
      'mention_name',
      { text_entities: [piece('mention_name', 'Anna', { user_id: 42 })] },
      'Anna',
      [{ kind: 'text_mention', user_id: '42' }],
    ],
    ['hashtag', { text_entities: [piece('hashtag', '#rye')] }, '#rye', [{ kind: 'hashtag' }]],
    ['cashtag', { text_entities: [piece('cashtag', '$EUR')] }, '$EUR', [{ kind: 'cashtag' }]],
    ['bot_command', { text_entities: [piece('bot_command', '/start')] }, '/start', [{ kind: 'bot_command' }]],
    ['email', { text_entities: [piece('email', 'a@example.org')] }, 'a@example.org', [{ kind: 'email' }]],
    ['phone', { text_entities: [piece('phone', '+49 30 1234567')] }, '+49 30 1234567', [{ kind: 'phone_number' }]],
    ['bank_card', { text_entities: [piece('bank_card', '4111111111111111')] }, '4111111111111111', [{ kind: 'bank_card' }]],
    [
      'custom_emoji',
      { text_entities: [piece('custom_emoji', '🌱', { document_id: '55' })] },
      '🌱',
      [{ kind: 'custom_emoji', length: 2, custom_emoji_id: '55' }],
    ],
    [
      'custom emoji whose file is missing',
      { text_entities: [piece('custom_emoji', '🌱', { document_id: fileMissing })] },
      '🌱',
      [{ kind: 'custom_emoji' }],
    ],
    [
      'offsets behind an emoji count UTF-16 units',
      { text_entities: [piece('plain', '🌱 '), piece('bold', 'x')] },
      '🌱 x',
      [{ kind: 'bold', offset: 3, length: 1 }],
    ],
    ['nested text', { text: [['a', [piece('bold', 'b')]], 'c'] }, 'abc', [{ kind: 'bold', offset: 1 }]],
    ['empty pieces', { text_entities: [piece('bold', ''), piece('plain', 'x')] }, 'x', []],
    ['a lone surrogate', { text: 'a\ud800b' }, 'a\ufffdb', []],
    ['NUL', { text: 'a\u0000b' }, 'a\ufffdb', []],
    [
      'rich_message',
      {
        text: undefined,
        rich_message: {
          blocks: [
            { type: 'heading', text: 'Title' },
            { type: 'paragraph', text: ['one ', piece('bold', 'two')] },
          ],
        },
      },
      'Title\none two',
      [{ kind: 'bold' }],
    ],
    [
      'rich_message with lists, tables and captions',
      {
        rich_message: {
          id: 'abc',
          blocks: [
            {
              type: 'list',
              items: ['one', { text: 'two' }, { blocks: [{ type: 'paragraph', text: { type: 'italic', text: 'three' } }] }],
            },
            { type: 'table', title: 'Beds', rows: [[{ text: 'a' }, { text: 'b' }]] },
            { type: 'photo', photo_id: '123', caption: { text: [{ type: 'concat', texts: ['ca', 'ption'] }] } },
          ],
        },
      },
      'one\ntwo\nthree\nBeds\na\nb\ncaption',
      [{ kind: 'italic', offset: 8, length: 5 }, { kind: 'concat' }],
    ],
    ['text of a wrong type', { text: 42 }, '', []],
    ['null', { text: null }, '', []],
  ])('%s', (_name, fields, text, entities) => {
    const { message } = convert(fields);
    expect(message.text).toBe(text);
    expect(message.entities ?? []).toMatchObject(entities);
    expect(rawMessageSchema.safeParse(message).error).toBeUndefined();
  });

  test('an entity of an unknown kind is kept and counted', () => {
    const { message, shapes } = convert({ text_entities: [piece('formula', 'x')] });
    expect(message.entities).toEqual([{ kind: 'formula', offset: 0, length: 1 }]);
    expect(shapes).toEqual([{ shape: 'entity:formula', count: 1 }]);
  });

  test('text that nests two thousand deep is no stack overflow', () => {
    let text: unknown = 'deep';
    for (let level = 0; level < 2_000; level += 1) {
      text = [{ type: 'bold', text }];
    }
    expect(convert({ text }).problem).toBeNull();
  });
});

test('links are those of entities and of the text, in order, without repeats', () => {
  const { message } = convert({
    text_entities: [
      piece('link', 'example.org/a'),
      piece('plain', ' '),
      piece('text_link', 'b', { href: 'https://example.org/b' }),
      piece('link', 'https://example.org/a'),
      piece('text_link', 'c', { href: 'https://example.org/b' }),
    ],
  });
  expect(message.links).toEqual(['https://example.org/a', 'https://example.org/b']);
});

test('an old message without entities has the links of its text', () => {
  expect(convert({ text: 'See https://example.org/a, (https://example.org/b).' }).message.links).toEqual([
    'https://example.org/a',
    'https://example.org/b',
  ]);
});

describe('media', () => {
  test.each<[string, Record<string, unknown>, object]>([
    ['a photo', { photo: 'photos/a.jpg', photo_file_size: 10 }, { kind: 'photo', size: 10 }],
    ['a photo that was not exported', { photo: fileMissing }, { kind: 'photo' }],
    [
      'a video',
      {
        media_type: 'video_file',
        file: fileMissing,
        file_name: 'a.mp4',
        file_size: 5,
        mime_type: 'video/mp4',
        duration_seconds: 9,
      },
      { kind: 'video', file_name: 'a.mp4', size: 5, mime: 'video/mp4', duration: 9 },
    ],
    ['a round video', { media_type: 'video_message', file: fileMissing }, { kind: 'video_message' }],
    [
      'a voice message',
      { media_type: 'voice_message', file: 'voice_messages/audio_1.ogg' },
      { kind: 'voice', file_name: 'audio_1.ogg' },
    ],
    [
      'music',
      { media_type: 'audio_file', file: '(File unavailable, please try again later)', title: 'Song' },
      { kind: 'audio' },
    ],
    ['an animation', { media_type: 'animation', file: 'x.mp4' }, { kind: 'animation' }],
    ['a sticker', { media_type: 'sticker', file: 's.webp', sticker_emoji: '🌱' }, { kind: 'sticker', emoji: '🌱' }],
    ['a file', { file: 'files/plan.pdf', mime_type: 'application/pdf' }, { kind: 'file', file_name: 'plan.pdf' }],
    ['a file with a path for a name', { file: 'x', file_name: '../../etc/passwd' }, { kind: 'file', file_name: 'passwd' }],
    [
      'a poll',
      { poll: { question: 'Which day?', answers: [{ text: 'Monday' }, { text: 'Friday' }] } },
      { kind: 'poll', question: 'Which day?', options: ['Monday', 'Friday'] },
    ],
    [
      'a poll with pieces for a question',
      { poll: { question: ['Which ', piece('bold', 'day'), '?'], answers: [] } },
      { kind: 'poll', question: 'Which day?' },
    ],
    ['a damaged poll', { poll: null }, { kind: 'poll', options: [] }],
    ['a contact', { contact_information: { first_name: 'A' } }, { kind: 'contact' }],
    ['a place', { location_information: { latitude: 1 }, place_name: 'Garden' }, { kind: 'venue' }],
    ['a location', { location_information: { latitude: 1 } }, { kind: 'location' }],
    ['a game', { game_title: 'Snake' }, { kind: 'game' }],
    ['an invoice', { invoice_information: {} }, { kind: 'invoice' }],
    ['a checklist', { todo_list: {} }, { kind: 'checklist' }],
    ['a negative size', { file: 'a', file_size: -1 }, { kind: 'file', file_name: 'a' }],
  ])('%s', (_name, fields, media) => {
    const { message } = convert(fields);
    expect(message.media).toMatchObject(media);
    expect(rawMessageSchema.safeParse(message).error).toBeUndefined();
  });

  test('an unknown media type is kept and counted', () => {
    const { message, shapes } = convert({ media_type: 'hologram', file: 'a' });
    expect(message.media?.kind).toBe('hologram');
    expect(shapes).toEqual([{ shape: 'media:hologram', count: 1 }]);
  });
});

describe('everything else', () => {
  test.each<[string, Record<string, unknown>, object]>([
    ['an answer', { reply_to_message_id: 3 }, { parent_message_id: '3' }],
    [
      'an answer to another chat is no parent',
      { reply_to_message_id: 3, reply_to_peer_id: 'channel9' },
      { reply_to: { peer_id: 'channel9', message_id: '3' } },
    ],
    [
      'a forward',
      { forwarded_from: 'Bakers', forwarded_from_id: 'channel5' },
      { forward: { from_name: 'Bakers', from_id: 'channel5' } },
    ],
    ['a forward from a deleted account', { forwarded_from: null }, { forward: {} }],
    ['a saved message', { saved_from: 'Bakers' }, { forward: { from_name: 'Bakers' } }],
    ['an edit', { edited: '2026-01-01T13:00:00', edited_unixtime: '1767265200' }, { edited_at: '2026-01-01T11:00:00Z' }],
    [
      'reactions',
      { reactions: [{ type: 'emoji', count: 2, emoji: '👍' }, { type: 'paid', count: 1 }, null] },
      {
        reactions: [
          { kind: 'emoji', emoji: '👍', count: 2 },
          { kind: 'paid', count: 1 },
        ],
      },
    ],
    ['an author', { from: 'Anna', from_id: 'user5' }, { author: { name: 'Anna', id: 'user5' } }],
    [
      'a signature',
      { from: 'Channel', from_id: 'channel1', author: 'Anna' },
      { author: { name: 'Channel', id: 'channel1', signature: 'Anna' } },
    ],
    ['the payload', { via_bot: '@gif' }, { raw_payload: { id: 7, via_bot: '@gif' } }],
    [
      'a service message',
      { type: 'service', action: 'pin_message', actor: 'Anna', actor_id: 'user5' },
      { message_type: 'service', service_action: 'pin_message', author: { id: 'user5' } },
    ],
    [
      'the opening of a forum topic',
      { type: 'service', action: 'topic_created', title: 'Tyres' },
      { message_type: 'service', forum_topic: { id: '7', title: 'Tyres' } },
    ],
    [
      'a custom action',
      { type: 'service', information_text: 'Anna did something' },
      { service_action: 'custom_action', text: 'Anna did something' },
    ],
    [
      'a forward that was saved from another chat',
      { forwarded_from: 'Bakers', saved_from: 'Anna' },
      { forward: { from_name: 'Bakers', saved_from: 'Anna' } },
    ],
    [
      'a message from before the group was a supergroup',
      { id: -999999990 },
      { id: '-999999990', source_ref: 'tg:1500000001:post:-999999990' },
    ],
  ])('%s', (_name, fields, expected) => {
    const { message } = convert(fields);
    expect(message).toMatchObject(expected);
    expect(rawMessageSchema.safeParse(message).error).toBeUndefined();
  });

  test.each([
    { type: { toString: 1 } },
    { reply_to_message_id: 3, reply_to_peer_id: { toString: 1 } },
    { action: { toString: 1 }, type: 'service' },
  ])('an object in the place of a text is no crash: %j', (fields) => {
    expect(convert(fields).problem).toBeNull();
  });

  test('a field that nobody knows is counted', () => {
    expect(convert({ hologram: true }).shapes).toEqual([{ shape: 'field:hologram', count: 1 }]);
  });

  test('a message above 256 KiB keeps its text whole and its payload in part', () => {
    const text = 'x'.repeat(300_000);
    const message = toRawMessage({ ...base, text, from: 'Anna' }, 310_000, {
      channelId: '1',
      shapes: new ShapeCounter(),
      zonedTime: createZonedTime('UTC'),
      onAssumedZone: () => undefined,
      previousDate: undefined,
    }) as RawMessage;
    expect(message.text).toHaveLength(300_000);
    expect(message.raw_payload).toMatchObject({
      truncated: true,
      from: 'Anna',
      kept_fields: expect.arrayContaining(['id', 'from']),
    });
    expect(message.raw_payload).not.toHaveProperty('text');
    expect(JSON.stringify(message.raw_payload).length).toBeLessThan(256 * 1024);
  });
});

describe('times', () => {
  test('unix time wins over clock time', () => {
    expect(convert({}, 'Asia/Tokyo')).toMatchObject({ message: { date: '2026-01-01T10:00:00Z' }, hasAssumedZone: false });
  });

  test.each([
    ['2022-01-10T12:00:00', 'Europe/Berlin', '2022-01-10T11:00:00Z'],
    ['2022-07-10T12:00:00', 'Europe/Berlin', '2022-07-10T10:00:00Z'],
    ['2022-03-27T01:30:00', 'Europe/Berlin', '2022-03-27T00:30:00Z'],
    ['2022-03-27T03:30:00', 'Europe/Berlin', '2022-03-27T01:30:00Z'],
    ['2022-01-10T12:00:00', 'Asia/Kathmandu', '2022-01-10T06:15:00Z'],
  ])('%s in %s is %s', (date, zone, expected) => {
    expect(convert({ date, date_unixtime: undefined }, zone)).toMatchObject({
      message: { date: expected },
      hasAssumedZone: true,
    });
  });

  test.each([
    { date: '9999-99-99T99:99:99', date_unixtime: undefined },
    { date: undefined, date_unixtime: undefined },
    { date: 'yesterday', date_unixtime: '-5' },
    { date_unixtime: '999999999999' },
  ])('%j is no date', (fields) => {
    expect(convert(fields).problem).toBe('message 7 has no usable date');
  });
});

test('a message that Desktop could not read has the time of the one before', () => {
  const context = {
    channelId: '1',
    shapes: new ShapeCounter(),
    zonedTime: createZonedTime('UTC'),
    onAssumedZone: () => undefined,
  };
  const wire = { id: 8, type: 'unsupported' };
  expect(toRawMessage(wire, 20, { ...context, previousDate: '2026-01-01T10:00:00Z' })).toMatchObject({
    message_type: 'service',
    service_action: 'unsupported',
    date: '2026-01-01T10:00:00Z',
  });
  expect(toRawMessage(wire, 20, { ...context, previousDate: undefined })).toMatchObject({ messageId: '8' });
});

test.each([{ id: undefined }, { id: 'x' }, { id: 1.5 }, { id: 0 }, { id: 9007199254740992 }])('%j is no message', (fields) => {
  expect(convert(fields).problem).toMatch(/no usable id/);
});
