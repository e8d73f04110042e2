import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonExport, readFiles } from '../__fixtures__/read-export.ts';

const message = (id: number) => ({
  id,
  type: 'message',
  date: '2026-01-01T12:00:00',
  date_unixtime: String(1_767_261_600 + id),
  from: 'Gardeners',
  text: `Message number ${id} with "quotes", a backslash \\ and braces }{ ][`,
  text_entities: [{ type: 'plain', text: `Message number ${id} with "quotes", a backslash \\ and braces }{ ][` }],
});
const messages = Array.from({ length: 12 }, (_, index) => message(index + 1));
const ids = (read: { messages: { id: string }[] }) => read.messages.map(({ id }) => Number(id));
const all = messages.map(({ id }) => id);

test.each([
  ['indented by one', jsonExport(messages)],
  ['compact', JSON.stringify({ name: 'Gardeners', type: 'public_channel', id: 1500000001, messages })],
  ['with a byte order mark', `\ufeff${jsonExport(messages)}`],
  [
    'with the header behind the messages',
    JSON.stringify({ messages, name: 'Gardeners', id: 1500000001, type: 'public_channel' }),
  ],
  [
    'called messages',
    JSON.stringify({ name: '"messages": [{', type: 'public_channel', about: { messages: 'none' }, id: 1500000001, messages }),
  ],
])('an export %s is read whole', async (_name, text) => {
  const read = await readFiles({ 'result.json': text });
  expect(ids(read)).toEqual(all);
  expect(read.damages).toEqual([]);
  expect(read.channelId).toBe('1500000001');
});

test('an export without an id is refused unless one is given', async () => {
  const text = JSON.stringify({ name: 'Gardeners', messages });
  await expect(readFiles({ 'result.json': text })).rejects.toMatchObject({ code: 'export_unreadable' });
  expect((await readFiles({ 'result.json': text }, { channelId: '5' })).channelId).toBe('5');
});

describe('an export of a whole account', () => {
  const account = JSON.stringify(
    {
      about: 'Here is the data you requested',
      personal_information: { user_id: 1, name: 'messages' },
      chats: {
        about: 'chats',
        list: [
          { type: 'saved_messages', id: 111111, messages: messages.slice(0, 2) },
          { name: 'Bakers', type: 'private_group', id: 222222, messages: messages.slice(2, 7) },
          { name: null, type: 'personal_chat', id: 333333, messages: [] },
        ],
      },
      left_chats: {
        about: 'left',
        list: [{ name: 'Old garden', type: 'public_channel', id: 444444, messages: messages.slice(7) }],
      },
    },
    null,
    1,
  );

  test('lists its chats when none is picked', async () => {
    await expect(readFiles({ 'result.json': account })).rejects.toMatchObject({
      code: 'channel_ambiguous',
      message: expect.stringMatching(/4 chats.*111111.*222222 "Bakers" \(group, 5 messages\).*333333.*444444/),
    });
  });

  test.each([
    ['Bakers', [3, 4, 5, 6, 7]],
    ['bakers', [3, 4, 5, 6, 7]],
    ['222222', [3, 4, 5, 6, 7]],
    ['111111', [1, 2]],
    ['-100444444', [8, 9, 10, 11, 12]],
    ['Old garden', [8, 9, 10, 11, 12]],
  ])('reads the chat %s and no other', async (chat, expected) => {
    expect(ids(await readFiles({ 'result.json': account }, { chat }))).toEqual(expected);
  });

  test('an unknown chat is refused with the list', async () => {
    await expect(readFiles({ 'result.json': account }, { chat: 'Butchers' })).rejects.toMatchObject({
      code: 'channel_ambiguous',
    });
  });
});

describe('damage', () => {
  const bytes = Buffer.from(jsonExport(messages));

  test('a file that is cut off anywhere gives every message before the cut', async () => {
    const ends = messages.map(({ id }) => bytes.indexOf(`"id": ${id},`)).concat(bytes.length);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: bytes.indexOf('"messages"') + 14, max: bytes.length - 1 }), async (cut) => {
        const read = await readFiles({ 'result.json': bytes.subarray(0, cut) });
        const whole = all.filter((_id, index) => (ends[index + 1] ?? 0) < cut);
        expect(ids(read).slice(0, whole.length)).toEqual(whole);
        expect(ids(read).length).toBeLessThanOrEqual(whole.length + 1);
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  test('a flipped bit costs at most two messages, is reported with its place, and the others arrive', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: bytes.indexOf('"messages"') + 14, max: bytes.length - 8 }),
        fc.integer({ min: 0, max: 7 }),
        async (at, bit) => {
          const flipped = Buffer.from(bytes);
          flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
          const read = await readFiles({ 'result.json': flipped });
          const lost = all.filter((id) => !ids(read).includes(id));
          expect(lost.length).toBeLessThanOrEqual(2);
          if (ids(read).length < all.length) {
            expect(read.damages.length).toBeGreaterThan(0);
            expect(read.damages[0]).toMatchObject({ file: 'result.json', offset: expect.any(Number) });
          }
        },
      ),
      { numRuns: 300, seed: 2 },
    );
  });

  test('the report says where', async () => {
    const text = jsonExport(messages).replace('"id": 5,', '"id": 5 5,');
    const read = await readFiles({ 'result.json': text });
    expect(ids(read)).toEqual(all.filter((id) => id !== 5));
    const start = text.lastIndexOf('{', text.indexOf('"id": 5 5'));
    expect(read.damages).toEqual([
      { file: 'result.json', offset: start, messageId: null, problem: 'a message is no valid JSON' },
    ]);
  });

  test.each([
    ['a number', '5'],
    ['a text', '"x"'],
    ['null', 'null'],
    ['a list', '[1, {"a": 2}]'],
  ])('%s between messages is reported and skipped', async (_name, foreign) => {
    const text = jsonExport(messages).replace(/\{\s*"id": 3,/, (start) => `${foreign}, ${start}`);
    const read = await readFiles({ 'result.json': text });
    expect(ids(read)).toEqual(all);
    expect(read.damages.length).toBeGreaterThan(0);
  });

  test('damage in one chat of an account does not mix it with the next', async () => {
    const text = JSON.stringify(
      {
        chats: {
          list: [
            { name: 'One', type: 'private_group', id: 100001, messages: messages.slice(0, 4) },
            { name: 'Two', type: 'private_group', id: 100002, messages: messages.slice(4, 8) },
          ],
        },
      },
      null,
      1,
    );
    const damaged = text.replace('Message number 4 with \\"quotes\\"', 'Message number 4 with "quotes\\"');
    expect(ids(await readFiles({ 'result.json': damaged }, { chat: 'One' }))).toEqual([1, 2, 3]);
    expect(ids(await readFiles({ 'result.json': damaged }, { chat: 'Two' }))).toEqual([5, 6, 7, 8]);
  });

  test.each(['', '{', '[]', 'null', '{"messages": null}', '{"messages": 5}', '{"a": "\n', 'not json at all', '\u0000\u0001'])(
    '%j is refused as no export',
    async (text) => {
      await expect(readFiles({ 'result.json': text })).rejects.toMatchObject({ code: 'export_unreadable' });
    },
  );
});

test('a message of many megabytes is read', async () => {
  const long = { ...message(2), text: 'й'.repeat(3_000_000), text_entities: [] };
  const read = await readFiles({ 'result.json': jsonExport([message(1), long, message(3)]) });
  expect(ids(read)).toEqual([1, 2, 3]);
  expect(read.messages[1]?.text).toHaveLength(3_000_000);
});
