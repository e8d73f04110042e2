import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readTelethonDump } from '../../../test/support/telegram-mtproto/from-telethon.ts';
import { type RawMessage, rawMessageSchema } from '../../domain/raw-message.ts';
import { ShapeCounter } from '../telegram/shape-counter.ts';
import { isUnreadable } from '../telegram/unreadable-message.ts';
import { PeerNames } from './peer-names.ts';
import { toRawMessage } from './to-raw-message.ts';

const dump = fileURLToPath(new URL('../../../../shared/fixtures/telethon/regional-uk.json', import.meta.url));

interface DumpedMessage {
  id: number;
  _: string;
  date: string;
  message?: string;
  entities?: { offset: number; length: number }[] | null;
  grouped_id?: number | null;
  views?: number | null;
  edit_date?: string | null;
  edit_hide?: boolean;
  media?: { _: string } | null;
  reply_to?: { reply_to_msg_id: number } | null;
}

describe.skipIf(!existsSync(dump))('messages of a real channel', () => {
  const shapes = new ShapeCounter();
  const context = {
    channelId: '1253488154',
    space: { kind: 'post' as const },
    peers: new PeerNames({ users: [], chats: [] }),
    shapes,
  };
  const read = () =>
    readTelethonDump(dump).map((message) => {
      const raw = toRawMessage(message, context);
      return raw === null || isUnreadable(raw) ? expect.fail(`message ${message.id} is not read`) : raw;
    });
  const dumped = () => JSON.parse(readFileSync(dump, 'utf8')) as DumpedMessage[];

  test('are all read, field by field as they are in the dump', () => {
    const messages = read();
    const all = dumped();
    expect(messages).toHaveLength(1_941);
    expect(shapes.list()).toEqual([]);
    for (const [index, message] of messages.entries()) {
      const source = all[index] as DumpedMessage;
      expect({
        id: message.id,
        date: message.date,
        text: message.text,
        type: message.message_type,
        entities: message.entities?.length ?? 0,
        views: message.views ?? null,
        parent: message.parent_message_id ?? null,
      }).toEqual({
        id: String(source.id),
        date: source.date.replace('+00:00', 'Z'),
        text: source.message ?? '',
        type: source._ === 'Message' ? 'post' : 'service',
        // One message of the dump has lost its text and kept its entity.
        entities: (source.entities ?? []).filter(({ offset, length }) => offset + length <= (source.message ?? '').length)
          .length,
        views: source.views ?? null,
        // What is pinned is not answered.
        parent: source.reply_to && source._ === 'Message' ? String(source.reply_to.reply_to_msg_id) : null,
      });
      expect(rawMessageSchema.safeParse(message).error).toBeUndefined();
    }
  });

  test('have as many albums, edits and media of each kind as a count of the dump gives', () => {
    const messages = read();
    const count = (test: (message: RawMessage) => boolean) => messages.filter(test).length;
    const inDump = (test: (message: DumpedMessage) => boolean) => dumped().filter(test).length;
    expect(new Set(messages.map(({ grouped_id }) => grouped_id).filter(Boolean)).size).toBe(86);
    expect(count(({ grouped_id }) => typeof grouped_id === 'string')).toBe(264);
    expect(count(({ edited_at }) => edited_at !== undefined)).toBe(
      inDump(({ edit_date, edit_hide }) => edit_date !== null && edit_date !== undefined && edit_hide !== true),
    );
    expect(count(({ media }) => media?.kind === 'photo')).toBe(inDump(({ media }) => media?._ === 'MessageMediaPhoto'));
    expect(count(({ media }) => media?.kind === 'video' || media?.kind === 'animation')).toBe(164);
    expect(count(({ service_action }) => service_action === 'pin_message')).toBe(1);
    expect(count(({ service_action }) => service_action === 'create_channel')).toBe(1);
  });

  test('keep the whole object as Telegram sent it', () => {
    const [message] = read().filter(({ media }) => media?.kind === 'video');
    expect(message?.raw_payload).toMatchObject({
      _: 'message',
      peerId: { _: 'peerChannel', channelId: 1_253_488_154 },
      media: { document: { accessHash: expect.stringMatching(/^-?\d+$/), fileReference: expect.any(String) } },
    });
  });
});
