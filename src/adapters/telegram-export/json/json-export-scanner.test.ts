import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonExportScanner } from './json-export-scanner.ts';
import { parseMessage } from './parse-message.ts';

interface Scanned {
  ids: unknown[];
  damages: { offset: number; problem: string }[];
  chats: unknown[];
}

/** Scans as the message source does, in blocks of a size. */
function scan(bytes: Buffer, blockSize = bytes.length): Scanned {
  const scanned: Scanned = { ids: [], damages: [], chats: [] };
  const scanner: JsonExportScanner = new JsonExportScanner({
    onChat: (header) => scanned.chats.push(header),
    onChatEnd: () => undefined,
    onMessage: (slice, offset) => {
      const message = parseMessage(slice) as { id: unknown } | undefined;
      if (message === undefined) {
        scanner.rejectSlice(slice);
        scanned.damages.push({ offset, problem: 'no JSON' });
      } else {
        scanned.ids.push(message.id);
      }
    },
    onDamage: (offset, problem) => scanned.damages.push({ offset, problem }),
  });
  for (let at = 0; at < bytes.length; at += blockSize) {
    scanner.push(bytes.subarray(at, at + blockSize));
  }
  scanner.end();
  return scanned;
}

const message = (id: number) => ({
  id,
  type: id % 3 === 0 ? 'service' : 'message',
  date: '2026-01-01T12:00:00',
  text: [`Nr. ${id}: "quoted" \\ back {"id": 1, "type": "message"} `, { type: 'bold', text: 'грядка ' }, 'end \\'],
  text_entities: [],
});
const messages = Array.from({ length: 9 }, (_, index) => message(index + 1));
const single = { name: 'A "messages": [ {', type: 'public_channel', id: 1500000001, messages };
const account = {
  about: 'x',
  contacts: { list: [{ user_id: 1 }] },
  chats: {
    list: [
      { type: 'saved_messages', id: 11, messages: messages.slice(0, 3) },
      { name: null, type: null, id: 12, messages: [] },
    ],
  },
  left_chats: { list: [{ name: 'Old', type: 'private_channel', id: 13, messages: messages.slice(3) }] },
};

/** Desktop's own indentation, and none as other programs leave it. */
const layouts = [
  ['indented', 1],
  ['compact', 0],
] as const;

describe.each(layouts)('%s', (_name, indentation) => {
  const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value, null, indentation));

  test('what is found does not depend on the size of the blocks, whatever the damage', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(single, account),
        fc.integer({ min: 1, max: 97 }),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
        (value, blockSize, flips) => {
          const bytes = bytesOf(value);
          for (const [at, byte] of flips) {
            bytes[at % bytes.length] = byte;
          }
          expect(scan(bytes, blockSize)).toEqual(scan(bytes));
        },
      ),
      { numRuns: 300, seed: 5 },
    );
  });

  test('a byte that is changed, lost or doubled costs at most two messages', () => {
    const bytes = bytesOf(single);
    const from = bytes.indexOf('"messages":[') + bytes.indexOf('"messages": [') + 16;
    fc.assert(
      fc.property(
        fc.integer({ min: from, max: bytes.length - 6 }),
        fc.nat(255),
        fc.constantFrom('change', 'lose', 'double'),
        (at, byte, kind) => {
          const middle = kind === 'change' ? [byte] : kind === 'lose' ? [] : [bytes[at] ?? 0, bytes[at] ?? 0];
          const damaged = Buffer.concat([bytes.subarray(0, at), Buffer.from(middle), bytes.subarray(at + 1)]);
          const { ids, damages } = scan(damaged);
          const kept = ids.filter((id) => messages.some((one) => one.id === id));
          expect(kept.length).toBeGreaterThanOrEqual(messages.length - 2);
          if (ids.length < messages.length) {
            expect(damages.length).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 1500, seed: 7 },
    );
  });
});

test('one damaged place is reported once', () => {
  const text = JSON.stringify(single, null, 1).replace('"text_entities": []', '"text_entities": ]');
  expect(scan(Buffer.from(text)).damages).toHaveLength(1);
});

test('a list of messages that ends too early goes on', () => {
  const text = JSON.stringify(single, null, 1);
  const at = text.indexOf('},\n  {\n   "id": 4');
  const { ids, damages } = scan(Buffer.from(`${text.slice(0, at)}}],${text.slice(at + 2)}`));
  expect(ids).toEqual(messages.map(({ id }) => id));
  expect(damages).toEqual([{ offset: expect.any(Number), problem: 'the list of messages ends too early' }]);
});

test('a list of messages under a damaged key is found', () => {
  const { ids } = scan(Buffer.from(JSON.stringify(single).replace('"messages":[{"id"', '"mes\u0001ages":[{"id"')));
  expect(ids).toHaveLength(messages.length);
});

test('chats without a name are found again behind damage', () => {
  const text = JSON.stringify(account, null, 1).replace('"id": 3,', '"id": 3,"');
  expect(scan(Buffer.from(text)).chats).toEqual([
    { type: 'saved_messages', id: 11 },
    { name: null, type: null, id: 12 },
    { name: 'Old', type: 'private_channel', id: 13 },
  ]);
});

describe('hostile files are read in linear time', () => {
  const head = '{"name":"x","type":"public_channel","id":1,"messages":[';
  test.each([
    ['messages that never end', '{"id":1,"type":"message","a":'],
    ['quotes that never end', '{"id":1,"type":"message","a":"x},'],
    ['brackets', '[[[[{{{{'],
    ['backslashes', '\\\\\\\\\\\\\\\\'],
    ['a text of backslashes', '{"id":1,"type":"message","a":"\\\\\\\\\\\\\\\\\\\\\\\\'],
    ['quotes', '""""'],
    ['headers of chats', '{"name":"x","type":"a","id":1,"messages":['],
    ['starts of headers', '{"name":"\\"\\"\\"\\"\\"'],
    ['white space', '{          '],
  ])('%s', { timeout: 60_000 }, (_name, piece) => {
    const bytes = Buffer.concat([Buffer.from(head), Buffer.alloc(1 << 20, piece)]);
    const started = performance.now();
    scan(bytes, 1 << 16);
    expect(performance.now() - started).toBeLessThan(25_000);
  });

  test('a million levels outside of messages are followed by their brackets', () => {
    const deep = Buffer.from(`{"a":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)},${JSON.stringify(single).slice(1)}`);
    expect(scan(deep, 1 << 16).ids).toHaveLength(messages.length);
  });
});

test('a message that is nested too deeply is given up, and those around it arrive', () => {
  const deep = `{"id":5,"type":"message","text":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  const text = JSON.stringify({ ...single, messages: [message(1), 'deep', message(2)] }).replace('"deep"', deep);
  expect(scan(Buffer.from(text))).toMatchObject({ ids: [1, 2], damages: [{ problem: 'a message is nested too deeply' }] });
});

test('a message above 32 MiB is given up, and those around it arrive', () => {
  const text = JSON.stringify({
    ...single,
    messages: [message(1), { id: 2, type: 'message', text: 'x'.repeat(33 << 20) }, message(3)],
  });
  expect(scan(Buffer.from(text), 1 << 20)).toMatchObject({
    ids: [1, 3],
    damages: [{ problem: 'a message is larger than 32 MiB' }],
  });
});
