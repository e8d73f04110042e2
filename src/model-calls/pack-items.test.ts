import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Ask, newAsk } from './ask.ts';
import { takePack } from './pack-items.ts';

const limits = { items: 8, inputTokens: 1_000, outputTokens: 500 };

function ask(key: string, changes: Partial<Ask<null>> = {}): Ask<null> {
  const question = { item: null, key, data: '', inputTokens: 50, outputTokens: 40, isSuspect: false };
  return { ...newAsk(question), ...changes };
}

function packAll(queue: Ask<null>[]): string[] {
  const packs: string[] = [];
  for (let pack = takePack(queue, limits, false); pack !== null; pack = takePack(queue, limits, false)) {
    packs.push(pack.map(({ key }) => key).join(''));
  }
  return packs;
}

const asks = (keys: string, changes: Partial<Ask<null>> = {}) => [...keys].map((key) => ask(key, changes));

test('a pack ends at the number of items, the tokens of data and the tokens of answers', () => {
  expect(packAll(asks('abcdefghijk'))).toEqual(['abcdefgh', 'ijk']);
  expect(packAll(asks('abcdefg', { inputTokens: 300 }))).toEqual(['abc', 'def', 'g']);
  expect(packAll(asks('abcdefg', { outputTokens: 200 }))).toEqual(['ab', 'cd', 'ef', 'g']);
});

test('long ones and those that are to be alone go alone, and the others close up', () => {
  expect(packAll([...asks('ab'), ask('L', { inputTokens: 600 }), ask('c'), ask('S', { mostTogether: 1 }), ask('d')])).toEqual([
    'L',
    'S',
    'abcd',
  ]);
});

test('groups share a call with nobody else', () => {
  const queue = [...asks('ab', { group: 1 }), ...asks('cd', { group: 2 }), ...asks('ef')];
  expect(packAll(queue)).toEqual(['ab', 'cd', 'ef']);
});

test('company is not larger than each of it may have', () => {
  expect(packAll([...asks('ab', { mostTogether: 3 }), ...asks('cdef')])).toEqual(['abc', 'def']);
  expect(packAll([...asks('abcd'), ask('e', { mostTogether: 3 }), ask('f')])).toEqual(['abcd', 'ef']);
});

test('a pack that is not full waits while more is to come', () => {
  const queue = asks('abc');
  expect(takePack(queue, limits, true)).toBeNull();
  queue.push(...asks('defghi'));
  expect(
    takePack(queue, limits, true)
      ?.map(({ key }) => key)
      .join(''),
  ).toBe('abcdefgh');
  expect(takePack(queue, limits, true)).toBeNull();
});

test('packs are the same whether items come at once or one by one', () => {
  const item = fc.record({ inputTokens: fc.integer({ min: 1, max: 700 }), outputTokens: fc.integer({ min: 1, max: 300 }) });
  fc.assert(
    fc.property(fc.array(item, { maxLength: 60 }), (items) => {
      const all = items.map((changes, index) => ask(`${index} `, changes));
      const queue: Ask<null>[] = [];
      const packs: string[] = [];
      for (const each of all) {
        queue.push(each);
        for (let pack = takePack(queue, limits, true); pack !== null; pack = takePack(queue, limits, true)) {
          packs.push(pack.map(({ key }) => key).join(''));
        }
      }
      expect([...packs, ...packAll(queue)].sort()).toEqual(packAll([...all]).sort());
    }),
  );
});
